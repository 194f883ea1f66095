package io.balsam.ssh;

import java.io.IOException;

/** Program by which files are moved. */
interface Way {

  /**
   * Moves a group; interrupting the thread ends it.
   *
   * @throws io.balsam.spi.PluginException when nothing can be said to have arrived
   * @throws IOException when a file of this site cannot be read or written
   */
  Moved move(Group group) throws IOException;
}
