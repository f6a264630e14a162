<?php
/**
 * For a theme of your own, with the plugin "kindred" installed: its box where the theme wants it, with the look of /box.css.
 * In single.php: <?php kindred_example_box(); ?>
 */

/** The plugin shows the box below the text by itself; here the theme does. */
add_action(
	'init',
	function () {
		remove_filter( 'the_content', 'kindred_append_box', 20 );
	}
);

add_action(
	'wp_enqueue_scripts',
	function () {
		if ( is_singular( 'post' ) && function_exists( 'kindred_settings' ) ) {
			$settings = kindred_settings();
			wp_enqueue_style( 'kindred-box', $settings['url'] . '/box.css', array(), null );
		}
	}
);

function kindred_example_box() {
	if ( function_exists( 'kindred_box' ) ) {
		// It is filtered by the plugin.
		echo kindred_box( get_the_ID() );
	}
}
