/** Commands about the installation and the site: plugins, settings, doctor, completion. */
@NullMarked
package io.balsam.cli.setup;

import org.jspecify.annotations.NullMarked;
