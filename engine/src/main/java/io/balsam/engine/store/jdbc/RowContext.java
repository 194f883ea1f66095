package io.balsam.engine.store.jdbc;

/**
 * What is needed to understand rows.
 *
 * @param shapes what jobs have in common
 * @param paths where relative paths begin
 */
record RowContext(ShapeReader shapes, SitePaths paths) {}
