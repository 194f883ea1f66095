/**
 * The store in H2 or PostgreSQL: schema and its migrations, statements, connections that outlive
 * outages. Nothing outside needs more than {@link io.balsam.engine.store.jdbc.Stores}.
 */
@NullMarked
package io.balsam.engine.store.jdbc;

import org.jspecify.annotations.NullMarked;
