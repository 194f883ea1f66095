package io.balsam.engine.domain

import spock.lang.Specification

class AmountsSpec extends Specification {

    def "'#text' is #bytes bytes of memory"() {
        expect:
        Memory.bytes(text).orElse(null) == bytes

        where:
        text        || bytes
        '4 GB'      || 4L << 30
        '4GB'       || 4L << 30
        ' 4 GiB '   || 4L << 30
        '512m'      || 512L << 20
        '1.5 TB'    || 3L << 39
        '0.5 KB'    || 512L
        '100 kb'    || 102_400L
        '4'         || null
        '0 GB'      || null
        '-1 GB'     || null
        '4 GBit'    || null
        'GB'        || null
        '9999999 TB' || null
        ''          || null
    }

    def "#bytes bytes are written #text"() {
        expect:
        Memory.text(bytes) == text

        where:
        bytes          || text
        4L << 30       || '4 GB'
        1536L << 20    || '1.5 GB'
        512L << 20     || '512 MB'
        1L             || '0.0 KB'
        5000L << 40    || '5000 TB'
    }

    def "named amounts are read as they are written: #amounts"() {
        expect:
        NamedAmounts.isWritten(NamedAmounts.text(amounts))
        NamedAmounts.parse(NamedAmounts.text(amounts)) == amounts

        where:
        amounts << [[:], [fpga: 1], [b: 2, a: 1], ['x.y_z-1': 999_999_999]]
    }

    def "'#text' names no amounts"() {
        expect:
        !NamedAmounts.isWritten(text)

        where:
        text << ['fpga', 'fpga=', 'fpga=0', 'fpga=-1', 'fpga=1.5', '=1', 'a=1,', 'a=1;b=2', '1a=1', 'memory=4', 'GPU=1', 'cores=2', 'a=1000000000']
    }

    def "a request counts nothing that it does not name: #what"() {
        when:
        new Resources(1, 1, 1, 1, 0, 1, memory, named)

        then:
        thrown(IllegalArgumentException)

        where:
        what              | memory | named
        'negative memory' | -1     | [:]
        'none of a name'  | 0      | [fpga: 0]
    }
}
