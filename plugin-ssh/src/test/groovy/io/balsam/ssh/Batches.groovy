package io.balsam.ssh

import io.balsam.spi.PluginConfig
import io.balsam.spi.Transfer
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import io.balsam.testkit.Sshd
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Batches between folders of this machine, one of which is reached by ssh. */
abstract class Batches extends Specification {

  @TempDir
  Path folder

  final PollingConditions soon = new PollingConditions(timeout: 60, delay: 0.02)

  /** Directory of the site. */
  Path getSite() { Files.createDirectories(at('site')) }

  Transfer rsync(Map settings) {
    new RsyncTransferProvider().create(new PluginConfig(settings), TestContext.real(site))
  }

  Transfer scp(Map settings) {
    new ScpTransferProvider().create(new PluginConfig(settings), TestContext.real(site))
  }

  /** A program that notes each run, and what it said at its end. */
  Path noted(String name = 'rsync') {
    def program = at("noted-$name")
    program.text = "#!/bin/sh\necho 'run begins' >>'$folder/notes'\n$name \"\$@\" >'$folder/said' 2>'$folder/said.err'\n" +
        "code=\$?\ncat '$folder/said' | tee -a '$folder/notes'\ncat '$folder/said.err' >&2\nexit \$code\n"
    program.toFile().executable = true
    program
  }

  int getRuns() { at('notes').readLines().count('run begins') as int }

  TransferReport move(Transfer transfer, List<TransferItem> items) { ended(transfer, transfer.submit(items)) }

  TransferReport ended(Transfer transfer, String id) {
    soon.eventually { assert transfer.status([id])[id].state() in [TransferState.DONE, TransferState.FAILED] }
    transfer.status([id])[id]
  }

  /** An item from the host, or to it. */
  TransferItem item(boolean in_, String from, String to, boolean recursive = false) {
    in_ ? new TransferItem(Sshd.url(at(from)), "${at(to)}", recursive) : new TransferItem("${at(from)}", Sshd.url(at(to)), recursive)
  }

  Path at(String path) { folder.resolve(path) }

  Path file(String path, String text) {
    Files.createDirectories(at(path).parent)
    Files.writeString(at(path), text)
  }

  /** A file of megabytes that do not resemble each other. */
  Path big(String path, int megabytes) {
    Files.createDirectories(at(path).parent)
    def random = new Random(7)
    at(path).withOutputStream { out ->
      megabytes.times {
        def bytes = new byte[1_000_000]
        random.nextBytes(bytes)
        out.write(bytes)
      }
    }
    at(path)
  }

  /** Files below a directory, hidden ones too. */
  List<Path> below(Path directory) {
    Files.exists(directory) ? Files.walk(directory).withCloseable { all -> all.filter { Files.isRegularFile(it) }.toList() } : []
  }
}
