/**
 * Durable store as the engine sees it: rows, changes and commits. {@link
 * io.balsam.engine.store.jdbc} implements it for H2 and PostgreSQL.
 */
@NullMarked
package io.balsam.engine.store;

import org.jspecify.annotations.NullMarked;
