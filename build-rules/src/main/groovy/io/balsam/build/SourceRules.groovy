package io.balsam.build

import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Matcher

/** Finds what breaks a rule in Java sources as they are written; relies on their one format. */
class SourceRules {

    private static final int MOST_LINES = 350
    private static final int MOST_LINES_OF_METHOD = 60
    private static final String NO_VERB = /(What|Whether|How|Where|Who|Whoever|When)\b/

    private final Path sources

    /**
     * @param sources the folder of the Java sources
     */
    SourceRules(Path sources) {
        this.sources = sources
    }

    /** Files that are too long to be of one idea. */
    List<String> longFiles() {
        files().findAll { Files.readAllLines(it).size() > MOST_LINES }.collect { it.fileName as String }
    }

    /** Methods that are too long to be read at once. */
    List<String> longMethods() {
        files().collectMany { file ->
            List<String> long_ = []
            String begin = null
            int at = 0
            Files.readAllLines(file).eachWithIndex { line, number ->
                if (begin == null && line ==~ /( {2}| {4})[^ *\/}].*\(.*\).*\{/ && !(line =~ /\b(class|record|interface|enum)\b/)) {
                    begin = line
                    at = number
                } else if (begin != null && line == begin.takeWhile { it == ' ' } + '}') {
                    if (number - at > MOST_LINES_OF_METHOD) {
                        long_ << "${file.fileName}: ${begin.trim()}".toString()
                    }
                    begin = null
                }
            }
            long_
        }
    }

    /** Loggers with another name than LOG. */
    List<String> oddLoggers() {
        files().collectMany { file ->
            Files.readAllLines(file).findAll { it =~ /\bLogger \w+ = / && !(it =~ /\bLogger LOG = /) }.collect { "${file.fileName}: ${it.trim()}".toString() }
        }
    }

    /** Javadoc of types and methods that begins with a relative clause instead of a verb or a noun. */
    List<String> oddSummaries() {
        files().collectMany { file ->
            Matcher docs = Files.readString(file) =~ /(?s)\/\*\*\s*(?:\*\s*)?(.*?)\*\/\s*((?:@\w+(?:\([^)]*\))?\s+)*[^;{=]*?[;{=])/
            docs.collect { it }.findAll { it[1] =~ /^$NO_VERB/ && (it[2] =~ /\(/ || it[2] =~ /\b(class|record|interface|enum)\b/) }
                .collect { "${file.fileName}: ${it[1].readLines().first().trim().take(60)}".toString() }
        }
    }

    private List<Path> files() {
        Files.walk(sources).withCloseable { all -> all.filter { (it as String).endsWith('.java') }.sorted().toList() }
    }
}
