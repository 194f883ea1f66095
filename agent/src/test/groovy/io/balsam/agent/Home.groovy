package io.balsam.agent

import java.nio.file.Files
import java.nio.file.Path

/** A distribution that has the plugin of this clone for its own machine, as the compiler left it. */
class Home {

  static final Path PATH = make()

  private static Path make() {
    def plugin = Path.of('../plugin-local/target/classes').toRealPath()
    def link = Path.of('target/home/plugins/local').toAbsolutePath()
    Files.createDirectories(link.parent)
    Files.deleteIfExists(link)
    Files.createSymbolicLink(link, plugin)
    return link.parent.parent
  }
}
