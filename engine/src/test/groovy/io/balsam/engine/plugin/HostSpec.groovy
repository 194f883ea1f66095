package io.balsam.engine.plugin

import io.balsam.local.CopyTransferProvider
import io.balsam.spi.Launch
import io.balsam.spi.Node
import io.balsam.spi.PluginContext
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import spock.lang.Specification
import spock.lang.TempDir

/** What specs of the plugin host share: a folder of plugins, and hosts that are closed at the end. */
abstract class HostSpec extends Specification {

  /** plugin-local as the build has left it: its folder of classes, or its jar. */
  static final Path LOCAL = Path.of(CopyTransferProvider.protectionDomain.codeSource.location.toURI())

  @TempDir
  Path folder

  private final List<PluginHost> hosts = []

  Path getPlugins() { Files.createDirectories(folder.resolve('plugins')) }

  Path getWork() { folder.resolve("work-${UUID.randomUUID()}") }

  PluginContext getContext() { EngineContext.of(folder, Clock.systemUTC()) }

  PluginHost host(Path... places) {
    def host = PluginHost.open(places ? places.toList() : [plugins], context)
    hosts << host
    host
  }

  static Launch launch(String... command) {
    new Launch(1, command.toList(), ['localhost'], 1, 1, 1, 0, new Node('localhost', [0], []), [], [], [:], 0, [:])
  }

  def cleanup() { hosts*.close() }
}
