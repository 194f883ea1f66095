package io.balsam.engine.store.jdbc;

/**
 * Context needed to interpret rows.
 *
 * @param shapes properties that jobs have in common
 * @param paths base of relative paths
 */
record RowContext(ShapeReader shapes, SitePaths paths) {}
