/**
 * Declarations of users: workflows, apps, jobs and their resources. Immutable values without I/O.
 *
 * <p>Scripts are read into these types; {@link io.balsam.engine.api} submits them.
 */
@NullMarked
package io.balsam.engine.domain;

import org.jspecify.annotations.NullMarked;
