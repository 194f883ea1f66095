package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.util.stream.Stream

/** A site whose location 'far' is a directory of this machine that only a service leads to. */
class FarPlace {

    static final Path SCRIPT = Path.of(FarPlace.getResource('moving.groovy').toURI())

    final Path site
    final Path there
    final BalsamCommand balsam

    FarPlace(Path folder) {
        site = Files.createDirectory(folder.resolve('site'))
        there = Files.createDirectory(folder.resolve('there'))
        Files.createDirectory(there.resolve('in'))
        Files.createDirectory(there.resolve('out'))
        balsam = new BalsamCommand(site)
    }

    /** Says how 'far' is reached, and what the transfers are set to. */
    void reachedBy(List<String> urls, Map<String, Map> transfers = [:]) { reachedBy([far: urls], transfers) }

    /** Says how locations are reached, and what the transfers are set to. */
    void reachedBy(Map<String, Object> locations, Map<String, Map> transfers) {
        settings(transfer_locations: locations, plugins: [transfer: transfers])
    }

    void settings(Map<String, Object> all) {
        site.resolve('settings.yml').text = new ObjectMapper().writeValueAsString(all)
    }

    /** Makes files 1, 2, … that do not resemble each other. */
    void files(int number, int bytes) {
        def random = new Random(7)
        (1..number).each {
            def content = new byte[bytes]
            random.nextBytes(content)
            Files.write(there.resolve("in/$it"), content)
        }
    }

    BalsamCommand.Running start(Object... options) {
        balsam.start('run', SCRIPT, '--param', "original=$there/in", *options)
    }

    /** Whether a file is on its way under a name that is not its own. */
    boolean isMoving(Path directory, long atLeast) {
        below(directory).any { !it.toString().endsWith('.db') && it.fileName.toString() ==~ /\..+|\d+/ && size(it) > atLeast }
    }

    private static long size(Path file) {
        try {
            Files.size(file)
        } catch (NoSuchFileException gone) {
            0
        }
    }

    /** Files below a directory, hidden ones too. */
    static List<Path> below(Path directory) {
        List<Path> found = []
        directory.toFile().eachFileRecurse { if (it.file) { found << it.toPath() } }
        found
    }
}
