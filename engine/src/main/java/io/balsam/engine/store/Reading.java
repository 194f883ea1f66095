package io.balsam.engine.store;

/**
 * What is needed to understand rows.
 *
 * @param shapes what jobs have in common
 * @param paths where relative paths begin
 */
record Reading(ShapeReader shapes, SitePaths paths) {}
