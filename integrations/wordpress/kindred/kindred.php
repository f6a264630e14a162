<?php
/**
 * Plugin Name:       Kindred: related articles
 * Description:       Tells your Kindred service of every post that is published, updated or taken down, and shows its related articles below the text. Sets no cookies, loads no scripts, follows no readers.
 * Version:           0.1.0
 * Requires at least: 5.6
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       kindred
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Seconds that an editor may wait for the service, and a reader. */
const KINDRED_PUSH_TIMEOUT = 3;
const KINDRED_BOX_TIMEOUT  = 1;
/** Seconds for which a box is kept, and for which none is asked for after a failure. */
const KINDRED_BOX_SECONDS     = 600;
const KINDRED_FAILURE_SECONDS = 60;
/** Bytes that a box may have. */
const KINDRED_BOX_BYTES = 65536;
/** A push that failed is tried again so many times, after 1, 5, 25, … minutes. */
const KINDRED_TRIES = 5;

add_action( 'wp_after_insert_post', 'kindred_after_insert', 10, 4 );
add_action( 'before_delete_post', 'kindred_before_delete', 10, 1 );
add_action( 'kindred_push', 'kindred_push', 10, 2 );
add_filter( 'the_content', 'kindred_append_box', 20 );
add_action( 'admin_menu', 'kindred_admin_menu' );
add_action( 'admin_init', 'kindred_admin_init' );
register_uninstall_hook( __FILE__, 'kindred_uninstall' );

/** The settings, every one present. */
function kindred_settings() {
	$defaults = array(
		'url'    => '',
		'secret' => '',
		'box'    => true,
		'limit'  => 4,
	);
	$stored   = get_option( 'kindred', array() );
	return array_merge( $defaults, is_array( $stored ) ? $stored : array() );
}

/** Which posts are articles. */
function kindred_is_article( $post ) {
	return in_array( $post->post_type, (array) apply_filters( 'kindred_post_types', array( 'post' ) ), true );
}

/** Whether everybody may read it. */
function kindred_is_public( $post ) {
	return 'publish' === $post->post_status && '' === (string) $post->post_password;
}

/** After a post with its terms and fields was stored: published, updated, taken down, in the trash, out of it again. */
function kindred_after_insert( $post_id, $post, $update, $before ) {
	if ( ! kindred_is_article( $post ) || wp_is_post_revision( $post_id ) || wp_is_post_autosave( $post_id ) ) {
		return;
	}
	// A draft that never was public is nobody's business.
	if ( kindred_is_public( $post ) || ( $before && 'publish' === $before->post_status ) ) {
		kindred_push( $post_id, 1 );
	}
}

/** Before a post is deleted for good without having been in the trash. */
function kindred_before_delete( $post_id ) {
	$post = get_post( $post_id );
	if ( $post && kindred_is_article( $post ) && 'publish' === $post->post_status ) {
		kindred_send( kindred_deletion( $post_id, $post ) );
		delete_transient( 'kindred_box_' . $post_id );
	}
}

/** Sends a post as it is now; after a failure once more later. */
function kindred_push( $post_id, $try = 1 ) {
	$post  = get_post( $post_id );
	$event = $post && kindred_is_public( $post )
		? array( 'event' => 'put', 'post' => kindred_post( $post ) )
		: kindred_deletion( $post_id, $post );
	delete_transient( 'kindred_box_' . $post_id );
	if ( kindred_send( $event ) || $try >= KINDRED_TRIES ) {
		return;
	}
	wp_schedule_single_event( time() + 60 * pow( 5, $try - 1 ), 'kindred_push', array( $post_id, $try + 1 ) );
}

/** With the moment of its last change, so that an old message never takes a post down that is public again. */
function kindred_deletion( $post_id, $post ) {
	$modified = $post ? kindred_moment( $post->post_modified_gmt ) : null;
	return array( 'event' => 'delete', 'post' => array( 'id' => (string) $post_id, 'modifiedAt' => $modified ) );
}

/** What the service is told of a post. */
function kindred_post( $post ) {
	$image  = get_the_post_thumbnail_url( $post, 'large' );
	$author = get_the_author_meta( 'display_name', $post->post_author );
	return array(
		'id'          => (string) $post->ID,
		'url'         => get_permalink( $post ),
		'title'       => get_the_title( $post ),
		'content'     => $post->post_content,
		'excerpt'     => $post->post_excerpt,
		'author'      => $author ? $author : null,
		'categories'  => kindred_terms( $post, 'category' ),
		'tags'        => kindred_terms( $post, 'post_tag' ),
		'image'       => $image ? $image : null,
		'language'    => str_replace( '_', '-', get_locale() ),
		'publishedAt' => kindred_moment( $post->post_date_gmt ),
		'modifiedAt'  => kindred_moment( $post->post_modified_gmt ),
	);
}

/** Names, without the category that WordPress gives to what has none. */
function kindred_terms( $post, $taxonomy ) {
	$terms = get_the_terms( $post, $taxonomy );
	$names = array();
	foreach ( is_array( $terms ) ? $terms : array() as $term ) {
		if ( 'uncategorized' !== $term->slug ) {
			$names[] = $term->name;
		}
	}
	return $names;
}

/** ISO 8601, or null for the zeros that WordPress stores where there is no date. */
function kindred_moment( $gmt ) {
	return 0 === strpos( $gmt, '0000' ) ? null : str_replace( ' ', 'T', $gmt ) . 'Z';
}

/** Whether the service has taken a signed message. */
function kindred_send( $event ) {
	$settings = kindred_settings();
	if ( '' === $settings['url'] || '' === $settings['secret'] ) {
		return true;
	}
	$body    = wp_json_encode( $event );
	$seconds = (string) time();
	if ( false === $body ) {
		return true;
	}
	$answer = wp_remote_post(
		$settings['url'] . '/v1/webhooks/wordpress',
		array(
			'timeout'     => KINDRED_PUSH_TIMEOUT,
			'redirection' => 0,
			'headers'     => array(
				'Content-Type'        => 'application/json',
				'X-Kindred-Signature' => 't=' . $seconds . ', v1=' . hash_hmac( 'sha256', $seconds . '.' . $body, $settings['secret'] ),
			),
			'body'        => $body,
		)
	);
	$status = is_wp_error( $answer ) ? 0 : (int) wp_remote_retrieve_response_code( $answer );
	update_option( 'kindred_last', array( 'status' => $status, 'at' => time() ), false );
	// What the service refuses it refuses the next time too.
	return $status >= 200 && $status < 500 && 429 !== $status && 401 !== $status;
}

/** The text with its box below: of a single article, in its main loop, once. */
function kindred_append_box( $content ) {
	$settings = kindred_settings();
	if ( ! $settings['box'] || '' === $settings['url'] || ! is_singular() || ! in_the_loop() || ! is_main_query() ) {
		return $content;
	}
	$post = get_post();
	if ( ! $post || ! kindred_is_article( $post ) || ! kindred_is_public( $post ) ) {
		return $content;
	}
	return $content . kindred_box( $post->ID );
}

/** The box of a post, from the cache or from the service; empty when it does not answer at once. */
function kindred_box( $post_id ) {
	$key    = 'kindred_box_' . $post_id;
	$cached = get_transient( $key );
	if ( is_string( $cached ) ) {
		return $cached;
	}
	$settings = kindred_settings();
	$answer   = wp_remote_get(
		$settings['url'] . '/v1/articles/' . rawurlencode( (string) $post_id ) . '/box.html?limit=' . (int) $settings['limit'],
		array(
			'timeout'             => KINDRED_BOX_TIMEOUT,
			'redirection'         => 0,
			'limit_response_size' => KINDRED_BOX_BYTES,
		)
	);
	$is_box   = ! is_wp_error( $answer ) && 200 === (int) wp_remote_retrieve_response_code( $answer );
	$box      = $is_box ? kindred_clean( wp_remote_retrieve_body( $answer ) ) : '';
	set_transient( $key, $box, $is_box ? KINDRED_BOX_SECONDS : KINDRED_FAILURE_SECONDS );
	return $box;
}

/** What a box may be made of. Nothing of it runs, loads a style, or is sent anywhere. */
function kindred_clean( $html ) {
	if ( strlen( $html ) >= KINDRED_BOX_BYTES ) {
		return '';
	}
	// The filter below leaves what stands between tags that it takes out.
	$html  = (string) preg_replace( '#<(script|style)\b[^>]*>.*?</\1\s*>#is', '', $html );
	$plain = array(
		'class'           => true,
		'id'              => true,
		'lang'            => true,
		'dir'             => true,
		'aria-label'      => true,
		'aria-labelledby' => true,
		'role'            => true,
	);
	$tags  = array();
	foreach ( array( 'aside', 'section', 'nav', 'div', 'span', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'p', 'strong', 'em', 'small', 'figure', 'article' ) as $tag ) {
		$tags[ $tag ] = $plain;
	}
	$tags['a']    = $plain + array( 'href' => true, 'rel' => true );
	$tags['time'] = $plain + array( 'datetime' => true );
	$tags['img']  = $plain + array(
		'src'      => true,
		'alt'      => true,
		'width'    => true,
		'height'   => true,
		'loading'  => true,
		'decoding' => true,
	);
	return wp_kses( $html, $tags, array( 'http', 'https' ) );
}

function kindred_admin_menu() {
	add_options_page( __( 'Kindred', 'kindred' ), __( 'Kindred', 'kindred' ), 'manage_options', 'kindred', 'kindred_page' );
}

function kindred_admin_init() {
	register_setting(
		'kindred',
		'kindred',
		array(
			'type'              => 'array',
			'sanitize_callback' => 'kindred_sanitize',
		)
	);
}

/** What was typed as settings. An empty secret keeps the one that is stored: it is never shown. */
function kindred_sanitize( $input ) {
	$input  = is_array( $input ) ? $input : array();
	$stored = kindred_settings();
	$url    = isset( $input['url'] ) ? untrailingslashit( esc_url_raw( trim( (string) $input['url'] ), array( 'http', 'https' ) ) ) : '';
	$secret = isset( $input['secret'] ) ? trim( (string) $input['secret'] ) : '';
	$limit  = isset( $input['limit'] ) ? (int) $input['limit'] : 4;
	return array(
		'url'    => $url,
		'secret' => '' === $secret ? $stored['secret'] : $secret,
		'box'    => ! empty( $input['box'] ),
		'limit'  => max( 1, min( 12, $limit ) ),
	);
}

function kindred_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$settings = kindred_settings();
	$last     = get_option( 'kindred_last', array() );
	?>
	<div class="wrap">
		<h1><?php echo esc_html__( 'Kindred', 'kindred' ); ?></h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'kindred' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="kindred-url"><?php echo esc_html__( 'Address of the service', 'kindred' ); ?></label></th>
					<td><input id="kindred-url" name="kindred[url]" type="url" class="regular-text" placeholder="https://related.example.com" value="<?php echo esc_attr( $settings['url'] ); ?>"></td>
				</tr>
				<tr>
					<th scope="row"><label for="kindred-secret"><?php echo esc_html__( 'Secret', 'kindred' ); ?></label></th>
					<td>
						<input id="kindred-secret" name="kindred[secret]" type="password" class="regular-text" autocomplete="off" value="">
						<p class="description"><?php echo '' === $settings['secret'] ? esc_html__( 'The same as in the settings of the service.', 'kindred' ) : esc_html__( 'One is stored. Leave empty to keep it.', 'kindred' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><?php echo esc_html__( 'Related articles', 'kindred' ); ?></th>
					<td>
						<label><input name="kindred[box]" type="checkbox" value="1" <?php checked( $settings['box'] ); ?>> <?php echo esc_html__( 'Show them below every post', 'kindred' ); ?></label>
						<p><label><?php echo esc_html__( 'How many', 'kindred' ); ?> <input name="kindred[limit]" type="number" min="1" max="12" value="<?php echo esc_attr( (string) $settings['limit'] ); ?>"></label></p>
					</td>
				</tr>
				<?php if ( is_array( $last ) && isset( $last['status'], $last['at'] ) ) : ?>
				<tr>
					<th scope="row"><?php echo esc_html__( 'Last message', 'kindred' ); ?></th>
					<td><?php echo esc_html( gmdate( 'Y-m-d H:i', (int) $last['at'] ) . ' UTC: ' . ( $last['status'] ? (string) (int) $last['status'] : __( 'no answer', 'kindred' ) ) ); ?></td>
				</tr>
				<?php endif; ?>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}

function kindred_uninstall() {
	delete_option( 'kindred' );
	delete_option( 'kindred_last' );
}
