/**
 * Rules that every module's own spec inherits, and the reporter of skipped tests.
 *
 * <p>Rules that are copied drift apart, and a rule that looks at an empty folder passes: so each
 * module's ArchitectureSpec says how many classes it must have seen. What Maven's enforcer says
 * better stays in the root pom.
 */
@NullMarked
package io.balsam.build;

import org.jspecify.annotations.NullMarked;
