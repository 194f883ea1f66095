package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path

/** Processes of this machine, looked at through /proc. */
class Processes {

    /** Ids of processes, other than this one, whose environment holds the text. */
    static List<Long> mentioning(String text) {
        try (def entries = Files.list(Path.of('/proc'))) {
            entries.toList()
                .findAll { it.fileName as String ==~ /\d+/ }
                .findAll { environment(it).contains(text) }
                .collect { (it.fileName as String) as long }
                .findAll { it != ProcessHandle.current().pid() }
        }
    }

    private static String environment(Path process) {
        try {
            Files.readString(process.resolve('environ'), java.nio.charset.StandardCharsets.ISO_8859_1)
        } catch (IOException gone) {
            ''
        }
    }
}
