package io.balsam.bench.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs to compare with.
 *
 * @param folder directory of the programs that {@code bench/peers.sh} has fetched; need not exist
 * @param slots number of jobs each program may run at a time
 */
public record Tools(Path folder, int slots) {

  /** Finds a program of the machine, or a fetched one. */
  Optional<Path> find(String name) {
    Stream<Path> path = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
    return Stream.concat(Stream.of(folder.resolve("bin")), path)
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Optional<String> missing(String name) {
    return find(name).isPresent()
        ? Optional.empty()
        : Optional.of("not installed; bench/peers.sh fetches what can be had");
  }

  /** Returns the path of a program that exists. */
  String path(String name) {
    return find(name).orElseThrow().toString();
  }

  /** Writes a file of ours where a program reads it. */
  static Path write(Path directory, String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Returns a text that is part of the suite. */
  static String text(String name) throws IOException {
    try (var in = Tools.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the suite has no " + name);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
