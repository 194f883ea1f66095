/** The launcher: takes jobs leased by a site's owner, runs them on an allocation's nodes, tells. */
@NullMarked
package io.balsam.engine.launch;

import org.jspecify.annotations.NullMarked;
