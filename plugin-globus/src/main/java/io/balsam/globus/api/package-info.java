/** Globus as a service: its Transfer API, and tokens from Globus Auth. */
@NullMarked
package io.balsam.globus.api;

import org.jspecify.annotations.NullMarked;
