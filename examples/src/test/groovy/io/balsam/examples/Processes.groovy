package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path

/** Processes of this machine, looked at through /proc. */
class Processes {

    /**
     * Ids of processes, other than this one, whose environment holds the text. The first command after a build has the
     * archive for fast starts made behind its back: that is none of what the text is asked for.
     */
    static List<Long> mentioning(String text) {
        all().findAll { read(it, 'environ').contains(text) && !makesArchive(it) }
    }

    private static boolean makesArchive(long process) {
        List<String> command = read(process, 'cmdline').split('\0') as List
        command.contains('io.balsam.cli.WarmUp') ||
            command[0].endsWith('sh') && command.any { it.endsWith('/bin/balsam') }
    }

    /** Ids of Java processes among whose words all of these are. */
    static List<Long> calledWith(String... words) {
        all().findAll { id ->
            List<String> command = read(id, 'cmdline').split('\0') as List
            command[0].endsWith('java') && command.containsAll(words)
        }
    }

    /** Whether a process has ended, with all its threads; one that nobody has asked for its end yet has. */
    static boolean gone(long process) {
        String[] threads = new File("/proc/$process/task").list() ?: []
        threads.every { thread ->
            String stat = read(process, "task/$thread/stat")
            stat.empty || stat.substring(stat.lastIndexOf(')') + 2)[0] in ['Z', 'X']
        }
    }

    private static List<Long> all() {
        try (def entries = Files.list(Path.of('/proc'))) {
            entries.toList()*.fileName*.toString().findAll { it ==~ /\d+/ }*.toLong() - ProcessHandle.current().pid()
        }
    }

    private static String read(long process, String file) {
        try {
            Files.readString(Path.of("/proc/$process/$file"), java.nio.charset.StandardCharsets.ISO_8859_1)
        } catch (IOException gone) {
            ''
        }
    }
}
