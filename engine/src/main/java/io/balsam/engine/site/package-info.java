/** A site's agent: its service modules and who watches them, its job template, its files. */
@NullMarked
package io.balsam.engine.site;

import org.jspecify.annotations.NullMarked;
