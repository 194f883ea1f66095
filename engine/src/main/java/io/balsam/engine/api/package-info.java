/** The façade that everyone outside the owner goes through: values in, values out, many at once. */
@NullMarked
package io.balsam.engine.api;

import org.jspecify.annotations.NullMarked;
