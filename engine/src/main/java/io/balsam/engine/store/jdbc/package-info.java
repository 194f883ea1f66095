/**
 * The store in H2 or PostgreSQL: schema and migrations, statements, and connections that survive
 * outages. Other packages need only {@link io.balsam.engine.store.jdbc.Stores}, which opens an
 * implementation of {@link io.balsam.engine.store.Store}.
 */
@NullMarked
package io.balsam.engine.store.jdbc;

import org.jspecify.annotations.NullMarked;
