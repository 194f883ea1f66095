/**
 * A run's graph as a picture: similar jobs grouped, laid out in layers, drawn as SVG, dot or
 * Mermaid.
 */
@NullMarked
package io.balsam.views.dag;

import org.jspecify.annotations.NullMarked;
