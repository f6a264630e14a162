<?php
/**
 * As much of WordPress as the plugin uses. Reads a scenario as JSON from standard input, writes what happened as JSON:
 * {"options": {…}, "posts": {"7": {…}}, "answers": [{"status": 200, "body": "…"} | null], "steps": [["hook" | "content" | "page" | "sanitize", …]]}
 */
error_reporting( E_ALL );
set_error_handler(
	function ( $number, $message, $file, $line ) {
		throw new ErrorException( $message, 0, $number, $file, $line );
	}
);
define( 'ABSPATH', __DIR__ );

$scenario = json_decode( stream_get_contents( STDIN ), true );
$state    = array(
	'options'    => $scenario['options'] ?? array(),
	'transients' => array(),
	'requests'   => array(),
	'scheduled'  => array(),
	'results'    => array(),
);
$hooks    = array();
$answers  = $scenario['answers'] ?? array();
$view     = array( 'singular' => true, 'loop' => true, 'main' => true, 'post' => null, 'can' => true );

class WP_Error {}

function add_action( $name, $function, $priority = 10, $count = 1 ) {
	global $hooks;
	$hooks[ $name ][] = array( $function, $count );
}
function add_filter( $name, $function, $priority = 10, $count = 1 ) {
	add_action( $name, $function, $priority, $count );
}
function apply_filters( $name, $value ) {
	global $hooks;
	foreach ( $hooks[ $name ] ?? array() as $hook ) {
		$value = $hook[0]( $value );
	}
	return $value;
}
function run_hook( $name, $arguments ) {
	global $hooks;
	foreach ( $hooks[ $name ] ?? array() as $hook ) {
		call_user_func_array( $hook[0], array_slice( $arguments, 0, $hook[1] ) );
	}
}
function register_uninstall_hook( $file, $function ) {}
function get_option( $name, $default = false ) {
	global $state;
	return $state['options'][ $name ] ?? $default;
}
function update_option( $name, $value, $autoload = null ) {
	global $state;
	$state['options'][ $name ] = $value;
}
function delete_option( $name ) {
	global $state;
	unset( $state['options'][ $name ] );
}
function get_transient( $name ) {
	global $state;
	return $state['transients'][ $name ]['value'] ?? false;
}
function set_transient( $name, $value, $seconds ) {
	global $state;
	$state['transients'][ $name ] = array( 'value' => $value, 'seconds' => $seconds );
}
function delete_transient( $name ) {
	global $state;
	unset( $state['transients'][ $name ] );
}
function wp_schedule_single_event( $time, $hook, $arguments ) {
	global $state;
	$state['scheduled'][] = array( 'in' => $time - time(), 'hook' => $hook, 'arguments' => $arguments );
}
function request( $method, $url, $options ) {
	global $state, $answers;
	$state['requests'][] = array( 'method' => $method, 'url' => $url, 'options' => $options );
	$answer              = array_shift( $answers );
	return null === $answer ? new WP_Error() : $answer;
}
function wp_remote_post( $url, $options ) {
	return request( 'POST', $url, $options );
}
function wp_remote_get( $url, $options ) {
	return request( 'GET', $url, $options );
}
function is_wp_error( $value ) {
	return $value instanceof WP_Error;
}
function wp_remote_retrieve_response_code( $answer ) {
	return $answer['status'];
}
function wp_remote_retrieve_body( $answer ) {
	return $answer['body'] ?? '';
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function get_post( $id = null ) {
	global $scenario, $view;
	$id = $id ?? $view['post'];
	return isset( $scenario['posts'][ $id ] ) ? (object) ( array( 'ID' => (int) $id ) + $scenario['posts'][ $id ] ) : null;
}
function wp_is_post_revision( $id ) {
	return false;
}
function wp_is_post_autosave( $id ) {
	return false;
}
function get_permalink( $post ) {
	return 'https://ice.example/?p=' . $post->ID;
}
function get_the_title( $post ) {
	return htmlspecialchars( $post->post_title );
}
function get_the_author_meta( $field, $id ) {
	return 'Ana Ruiz';
}
function get_the_post_thumbnail_url( $post, $size ) {
	return $post->image ?? false;
}
function get_the_terms( $post, $taxonomy ) {
	$terms = $post->terms[ $taxonomy ] ?? array();
	return $terms ? array_map( fn( $term ) => (object) $term, $terms ) : false;
}
function get_locale() {
	return 'pt_BR';
}
function is_singular() {
	global $view;
	return $view['singular'];
}
function in_the_loop() {
	global $view;
	return $view['loop'];
}
function is_main_query() {
	global $view;
	return $view['main'];
}
function current_user_can( $capability ) {
	global $view;
	return $view['can'];
}
function __( $text, $domain ) {
	return $text;
}
function esc_html__( $text, $domain ) {
	return esc_html( $text );
}
function esc_html( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES );
}
function esc_url_raw( $url, $protocols ) {
	return preg_match( '#^(' . implode( '|', $protocols ) . ')://#i', $url ) ? $url : '';
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}
function checked( $value ) {
	echo $value ? ' checked="checked"' : '';
}
function settings_fields( $group ) {
	echo '<input type="hidden" name="_wpnonce" value="nonce">';
}
function submit_button() {
	echo '<button>Save</button>';
}
function add_options_page( ...$arguments ) {}
function register_setting( ...$arguments ) {}
/** Tags and attributes that are not listed go, addresses of other protocols too: enough to see what the plugin lets through. */
function wp_kses( $html, $tags, $protocols ) {
	return preg_replace_callback(
		'#<(/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>#i',
		function ( $found ) use ( $tags, $protocols ) {
			$name = strtolower( $found[2] );
			if ( ! isset( $tags[ $name ] ) ) {
				return '';
			}
			preg_match_all( '#([a-z-]+)="([^"]*)"#i', $found[3], $attributes, PREG_SET_ORDER );
			$kept = '';
			foreach ( $attributes as $attribute ) {
				$is_address = in_array( $attribute[1], array( 'href', 'src' ), true );
				$is_fine    = ! $is_address || preg_match( '#^(' . implode( '|', $protocols ) . '):#i', $attribute[2] );
				if ( isset( $tags[ $name ][ $attribute[1] ] ) && $is_fine ) {
					$kept .= ' ' . $attribute[0];
				}
			}
			return '<' . $found[1] . $name . $kept . '>';
		},
		$html
	);
}

require __DIR__ . '/../../integrations/wordpress/kindred/kindred.php';

foreach ( $scenario['steps'] as $step ) {
	$kind = array_shift( $step );
	if ( 'hook' === $kind ) {
		$name      = array_shift( $step );
		$arguments = $step;
		if ( 'wp_after_insert_post' === $name ) {
			list( $id, $before ) = $step;
			$arguments           = array( $id, get_post( $id ), null !== $before, null === $before ? null : (object) array( 'post_status' => $before ) );
		}
		run_hook( $name, $arguments );
	} elseif ( 'content' === $kind ) {
		$view               = array_merge( $view, $step[1] ?? array() );
		$view['post']       = $step[0];
		$state['results'][] = apply_filters( 'the_content', '<p>Text</p>' );
	} elseif ( 'page' === $kind ) {
		$view = array_merge( $view, $step[0] ?? array() );
		ob_start();
		kindred_page();
		$state['results'][] = ob_get_clean();
	} else {
		$state['results'][] = kindred_sanitize( $step[0] );
	}
}
echo json_encode( $state );
