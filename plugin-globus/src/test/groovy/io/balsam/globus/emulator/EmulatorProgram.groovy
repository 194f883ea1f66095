package io.balsam.globus.emulator

import java.nio.file.Path

/**
 * The emulator as a program of its own: {@code CLIENT SECRET FOLDER…}. It prints its URL and the id of
 * a collection for each folder, and ends with its standard input.
 */
class EmulatorProgram {

  static void main(String[] words) {
    GlobusEmulator.start().withCloseable { emulator ->
      emulator.auth.clients[words[0]] = words[1]
      println emulator.url
      words.drop(2).each { println emulator.collection(Path.of(it)) }
      System.out.flush()
      System.in.readAllBytes()
    }
  }
}
