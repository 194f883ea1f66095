/** What an owner keeps of its launchers: their room, what waits for it, and what they are told. */
@NullMarked
package io.balsam.engine.run.session;

import org.jspecify.annotations.NullMarked;
