package io.balsam.engine.store.jdbc

import io.balsam.engine.store.Commit
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.TempDir

class H2RemovalSpec extends RemovalContractSpec {

    @TempDir
    Path dir

    @Override
    String url() { "jdbc:h2:file:$dir/balsam" }

    @Override
    String jdbcUrl() { url() + ';USER=balsam' }

    def 'the file gets smaller when it is closed, and only then'() {
        given: 'so little that closing clears nothing by itself'
        def file = dir.resolve('balsam.mv.db').toFile()
        store.commit(commitOf(1, 1..2000))
        store.commit(commitOf(2, 2001..2002))
        reopen()
        Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString('rw-r-----'))
        long full = file.length()

        when:
        remove(runs: [1L])

        then:
        file.length() >= full

        when:
        reopen()

        then:
        file.length() < full / 2
        Files.getPosixFilePermissions(file.toPath()) == PosixFilePermissions.fromString('rw-r-----')
        dir.toFile().list() as List == ['balsam.mv.db']
        store.runs()*.id() == [2L]
        store.jobs([2001L, 2002L]).size() == 2
    }

    private static Commit commitOf(long run, Range<Integer> jobs) {
        Sample.commit(runs: [Sample.run(run)],
                jobs: jobs.collect { Sample.job(run: run, parameters: [x: UUID.nameUUIDFromBytes("$it".bytes).toString() * 10], it) })
    }
}
