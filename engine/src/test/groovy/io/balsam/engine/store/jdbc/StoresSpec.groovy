package io.balsam.engine.store.jdbc

import io.balsam.engine.store.StoreException
import io.balsam.engine.store.StoreInUseException
import io.balsam.engine.trust.DatabaseUrl
import java.nio.file.Files
import java.nio.file.Path
import java.sql.DriverManager
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

class StoresSpec extends Specification {

    @TempDir
    Path dir

    def 'a database that cannot be opened is reported in one line without the password: #what'() {
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
        'no server'              | 'jdbc:postgresql://127.0.0.1:1/d?user=u&password=s3cret'   || 'the database 127.0.0.1:1/d cannot be reached (Connection refused): start it, or check '
        'a directory nobody has' | 'jdbc:h2:file:/proc/none/balsam;PASSWORD=s3cret'           || 'cannot open the store jdbc:h2:file:/proc/none/balsam: '
    }

    def 'a file that is not a database is refused and left alone'() {
        given:
        def file = Files.writeString(dir.resolve('balsam.mv.db'), 'something else')

        when:
        Stores.open("jdbc:h2:file:$dir/balsam")

        then:
        thrown(StoreException)
        Files.readString(file) == 'something else'
    }

    def 'an address that makes a driver load classes, write files or run SQL is refused: #part'() {
        when:
        Stores.open(url.replace('DIR', dir.toString()))

        then:
        def e = thrown(StoreException)
        e.message.contains(part)
        !e.message.contains('s3cret')
        Files.list(dir).withCloseable { it.count() } == 0

        where:
        part                                  | url
        "parameter 'socketFactory'"           | 'jdbc:postgresql://127.0.0.1:1/d?password=s3cret&socketFactory=a.B&socketFactoryArg=c'
        "parameter 'socketFactory'"           | 'jdbc:postgresql://127.0.0.1:1/d?socket%46actory=a.B'
        "parameter 'sslfactory'"              | 'jdbc:postgresql://127.0.0.1:1/d?sslfactory=a.B'
        "parameter 'authenticationPluginClassName'" | 'jdbc:postgresql:///d?authenticationPluginClassName=a.B'
        "parameter 'loggerFile'"              | 'jdbc:postgresql://127.0.0.1:1/d?loggerFile=/tmp/x'
        "parameter 'service'"                 | 'jdbc:postgresql://127.0.0.1:1/d?service=x'
        "did you mean 'sslmode'?"             | 'jdbc:postgresql://127.0.0.1:1/d?sslmod=require'
        'settings of H2'                      | 'jdbc:h2:file:DIR/balsam;INIT=create alias x for "java.lang.System.exit"'
        'settings of H2'                      | 'jdbc:h2:mem:x;INIT=runscript from \'/x\''
        'a backslash'                         | 'jdbc:h2:file:DIR/a\\b/balsam'
        'address is invalid'                  | 'jdbc:postgresql://[h?password=s3cret'
    }

    def 'a directory may have any name: #name'() {
        given:
        def file = Files.createDirectories(dir.resolve(name)).resolve('balsam')

        when:
        2.times { Stores.open(DatabaseUrl.ofFile(file)).close() }

        then:
        Files.exists(dir.resolve(name).resolve('balsam.mv.db'))
        Files.list(dir).withCloseable { it.toList() } == [dir.resolve(name)]

        where:
        name << ['a;INIT=RUNSCRIPT FROM \'x\'', 'a b', '100%', 'a%3Bb', 'a+b', 'a:b', 'é', '~', 'a?b&c=d#e', 'ordered:x']
    }

    def 'a file with #what in it is not opened, and nothing of it is run'() {
        given:
        def proof = dir.resolve('proof')
        Stores.open("jdbc:h2:file:$dir/balsam").close()
        def source = """
                org.h2.api.Trigger create() throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of("$proof"));
                    return new org.h2.api.Trigger() { public void fire(java.sql.Connection c, Object[] a, Object[] b) { } };
                }"""
        DriverManager.getConnection("jdbc:h2:file:$dir/balsam", 'balsam', '').withCloseable {
            it.createStatement().execute(sql.replace('SOURCE', source))
        }
        Files.deleteIfExists(proof)

        when:
        Stores.open("jdbc:h2:file:$dir/balsam")

        then:
        def e = thrown(StoreException)
        e.message.startsWith("the store jdbc:h2:file:$dir/balsam is not opened: it has an object that Balsam did not create")
        !e.message.contains('\n')
        !Files.exists(proof)

        where:
        what               | sql
        'a trigger'        | "create trigger t before select on job as 'SOURCE'"
        'an alias'         | "create alias a as 'String a() { return \"\"; }'"
        'a view'           | "create view v as select file_read('/etc/passwd') x"
        'a constant'       | 'create constant c value 1'
        'a reading column' | "alter table job add column x varchar default cast(file_read('/etc/passwd') as varchar)"
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
