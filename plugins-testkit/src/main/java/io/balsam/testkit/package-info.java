/** For authors of plugins: contracts their providers must pass, and a platform to try them on. */
@NullMarked
package io.balsam.testkit;

import org.jspecify.annotations.NullMarked;
