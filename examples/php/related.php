<?php
/**
 * The box beside an article as HTML, for a template: <?= kindred_related('story-4711', ['layout' => 'cards']) ?>
 * Empty when the service does not answer within a second. The page loads /box.css of the service for its look.
 */
function kindred_related(string $id, array $parameters = [], string $service = 'https://related.example'): string
{
    // The values of a list are repeated under the same name.
    $query = preg_replace('/%5B\d+%5D=/', '=', http_build_query($parameters));
    $address = $service . '/v1/articles/' . rawurlencode($id) . '/box.html?' . $query;
    $context = stream_context_create(['http' => ['timeout' => 1.0, 'follow_location' => 0]]);
    $html = @file_get_contents($address, false, $context);
    return $html === false ? '' : $html;
}
