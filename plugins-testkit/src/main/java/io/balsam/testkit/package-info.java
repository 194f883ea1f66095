/**
 * For authors of plugins: contracts that their providers must pass, and batch systems to try them
 * on.
 */
@NullMarked
package io.balsam.testkit;

import org.jspecify.annotations.NullMarked;
