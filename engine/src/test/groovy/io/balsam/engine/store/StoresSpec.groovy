package io.balsam.engine.store

import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

class StoresSpec extends Specification {

    @TempDir
    Path dir

    def 'cannot be opened, said in one line without the password: #what'() {
        when:
        Stores.open(url)

        then:
        def e = thrown(StoreException)
        e.message.startsWith(begin)
        !e.message.contains('\n')
        !e.message.contains('s3cret')

        where:
        what                     | url                                                        || begin
        'an unknown database'    | 'jdbc:mysql://h/d?password=s3cret'                         || "unknown database 'jdbc:mysql://h/d': expected jdbc:h2"
        'no server'              | 'jdbc:postgresql://127.0.0.1:1/d?user=u&password=s3cret'   || 'cannot open the store jdbc:postgresql://127.0.0.1:1/d: '
        'a directory nobody has' | 'jdbc:h2:file:/proc/none/balsam;PASSWORD=s3cret'           || 'cannot open the store jdbc:h2:file:/proc/none/balsam: '
    }

    def 'a file that is no database is refused and left alone'() {
        given:
        def file = Files.writeString(dir.resolve('balsam.mv.db'), 'something else')

        when:
        Stores.open("jdbc:h2:file:$dir/balsam")

        then:
        thrown(StoreException)
        Files.readString(file) == 'something else'
    }

    def 'a file that another process writes to is refused'() {
        given:
        def other = new ProcessBuilder(ProcessHandle.current().info().command().get(), '-cp',
                System.getProperty('java.class.path'), WritingProcess.name, "jdbc:h2:file:$dir/balsam")
                .redirectErrorStream(true).start()
        assert other.inputReader().readLine() == 'open'

        when:
        Stores.open("jdbc:h2:file:$dir/balsam")

        then:
        def e = thrown(StoreInUseException)
        e.message == "the store jdbc:h2:file:$dir/balsam is in use by another process"

        cleanup:
        other?.destroyForcibly()?.waitFor(30, TimeUnit.SECONDS)
    }
}

/** Opens the store given and waits for its end. */
class WritingProcess {
    static void main(String[] args) {
        Stores.open(args[0])
        println 'open'
        System.out.flush()
        Thread.sleep(60_000)
    }
}
