package io.balsam.agent.site

import io.balsam.server.tls.Identity
import io.balsam.server.tls.IdentityText
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.security.Signature
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class IdentityFileSpec extends Specification {

    static final Instant NOW = Instant.parse('2026-03-01T08:00:00Z')

    @TempDir
    Path directory

    def setup() {
        Files.createDirectory(directory.resolve('.balsam'))
    }

    private Identity identity(Instant now) { new IdentityFile(new SiteDirectory(directory)).take(now) }

    private Path file() { directory.resolve('.balsam/tls.pem') }

    def "a site keeps its key, in a file for its user alone"() {
        when:
        Identity first = identity(NOW)

        then:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file())) == 'rw-------'
        identity(NOW.plusSeconds(86_400 * 3_000)).pin() == first.pin()
        Files.list(directory.resolve('.balsam')).withCloseable { it.toList() } == [file()]
    }

    def "a key is made anew when it is #what"() {
        given:
        String first = identity(NOW).pin()

        when:
        spoil(file())
        Identity second = identity(NOW.plusSeconds(86_400L * days))

        then:
        second.pin() != first
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file())) == 'rw-------'
        identity(NOW.plusSeconds(86_400L * days)).pin() == second.pin()

        where:
        what                      | days  | spoil
        'lost'                    | 0     | { Files.delete(it) }
        'cut off'                 | 0     | { Files.writeString(it, Files.readString(it).take(100)) }
        'no longer text'          | 0     | { Files.write(it, [1, 2, -3] as byte[]) }
        'open for others to read' | 0     | { Files.setPosixFilePermissions(it, PosixFilePermissions.fromString('rw-r--r--')) }
        'half of another'         | 0     | { Files.writeString(it, Files.readString(it).replaceFirst(/(?s)-----BEGIN CERT.*/, '') + IdentityText.write(Identity.fresh(NOW)).replaceFirst(/(?s).*(?=-----BEGIN CERT)/, '')) }
        'about to expire'         | 3_300 | { }
        'expired'                 | 5_000 | { }
    }

    def "no key file is left behind when it cannot be moved into place"() {
        given:
        Files.createDirectories(file().resolve('mine'))

        when:
        identity(NOW)

        then:
        thrown(UncheckedIOException)
        Files.list(directory.resolve('.balsam')).withCloseable { it.toList() } == [file()]
    }

    def "the certificate is good, and that of the key: made in #year"() {
        given:
        Instant now = Instant.parse("$year-06-01T08:00:00Z")
        Identity identity = Identity.fresh(now)
        byte[] text = 'text'.bytes

        when:
        identity.certificate().verify(identity.certificate().publicKey)
        identity.certificate().checkValidity(Date.from(now))
        Signature signing = Signature.getInstance('SHA256withECDSA')
        signing.initSign(identity.key())
        signing.update(text)
        byte[] signature = signing.sign()
        signing.initVerify(identity.certificate())
        signing.update(text)

        then:
        signing.verify(signature)
        identity.certificate().version == 3
        identity.certificate().notAfter.toInstant() > now.plusSeconds(86_400L * 3_600)

        where:
        year << [2026, 2045, 2051]
    }
}
