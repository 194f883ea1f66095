package io.balsam.simulator.load

import spock.lang.Specification

class SwfTraceSpec extends Specification {

    private static final String HEADER = '''\
; Version: 2.2
; Computer: Example
; MaxJobs: 3
;    MaxNodes: 16
; MaxProcs: 64 (4 on each node)
; UnixStartTime: 1000000000
; Note: this line has: two colons
;
; no key here
'''

    def "the header has what the machine was"() {
        given:
        def trace = read(HEADER)

        expect:
        trace.header('MaxNodes').asLong == 16
        trace.header('maxprocs').asLong == 64
        trace.header('UnixStartTime').asLong == 1000000000
        trace.header('Computer').empty
        trace.header('MaxQueues').empty
        trace.processorsPerNode() == 4
        trace.arrivals(4) == []
    }

    def "without a header a processor is a node"() {
        expect:
        read('').processorsPerNode() == 1
        read('; MaxNodes: -1\n; MaxProcs: 100').processorsPerNode() == 100
    }

    def "a job asks for what it asked for: #what"() {
        given:
        def arrivals = read(HEADER + line).arrivals(4)

        expect:
        arrivals*.request()*.nodes() == [nodes]
        arrivals*.request()*.wallTime() == [wallTime * 1_000_000_000L]
        arrivals*.request()*.duration() == [runTime * 1_000_000_000L]

        where:
        what                               | line                                                  || nodes | wallTime | runTime
        'all is known'                     | '1 0 5 100 8 -1 -1 16 3600 -1 1 3 1 -1 1 -1 -1 -1'    || 4     | 3600     | 100
        'only what it had is known'        | '1 0 5 100 9 -1 -1 -1 -1 -1 1 3 1 -1 1 -1 -1 -1'      || 3     | 100      | 100
        'it failed'                        | '1 0 5 100 8 -1 -1 0 3600 -1 0 3 1 -1 1 -1 -1 -1'     || 2     | 3600     | 100
        'it was cancelled while it ran'    | '1 0 5 100 8 -1 -1 8 3600 -1 5 3 1 -1 1 -1 -1 -1'     || 2     | 3600     | 100
        'it ran for less than half a second' | '1 0 5 0 8 -1 -1 8 -1 -1 1 3 1 -1 1 -1 -1 -1'       || 2     | 1        | 0
        'its status is not known'          | '1 0 5 100 8 -1 -1 8 60 -1 -1 3 1 -1 1 -1 -1 -1'      || 2     | 60       | 100
        'there are blanks and fractions'   | '  1\t0.0  5.5 100.0 8 0.25 -1 8 60. -1 1 3 1 -1 1 -1 -1 -1  ' || 2 | 60    | 100
    }

    def "left out is a job that #what"() {
        expect:
        read(line).arrivals(1) == []

        where:
        what                              | line
        'was cancelled while it waited'   | '1 0 5 0 8 -1 -1 8 3600 -1 5 3 1 -1 1 -1 -1 -1'
        'never ran'                       | '1 0 5 -1 8 -1 -1 8 3600 -1 5 3 1 -1 1 -1 -1 -1'
        'has no size'                     | '1 0 5 100 -1 -1 -1 -1 3600 -1 1 3 1 -1 1 -1 -1 -1'
        'is part of one with its own line' | '1 0 5 100 8 -1 -1 8 3600 -1 3 3 1 -1 1 -1 -1 -1'
    }

    def "jobs arrive from the time of the first one on, in the order of their times"() {
        given:
        def trace = read([500, 100, 200].withIndex(1).collect { at, i -> "$i $at 5 10 1 -1 -1 1 60 -1 1 3 1 -1 1 -1 -1 -1" }.join('\n'))

        expect:
        trace.arrivals(1)*.at() == [0, 100_000_000_000L, 400_000_000_000L]
        trace.arrivals(1)*.request()*.name() == ['trace-2', 'trace-3', 'trace-1']
    }

    def "a malformed line is named: #message"() {
        when:
        read('; MaxNodes: 4\n\n' + line + '\nnor is this one')

        then:
        def e = thrown(TraceException)
        e.message == 'log.swf:3: ' + message

        where:
        line                                                      || message
        '1 0 5'                                                   || '3 fields, where a job has 18'
        '1 0 5 100 8 -1 -1 8 3600 -1 1 3 1 -1 1 -1 -1 -1 9'       || '19 fields, where a job has 18'
        '1 0 5 1OO 8 -1 -1 8 3600 -1 1 3 1 -1 1 -1 -1 -1'         || "field 4 (run time): '1OO' must be a number, -1 if it is not known"
        '1 -1 5 100 8 -1 -1 8 3600 -1 1 3 1 -1 1 -1 -1 -1'        || "field 2 (submit time): '-1' must be known"
        '1 0 5 100 8.5 -1 -1 8 3600 -1 1 3 1 -1 1 -1 -1 -1'       || "field 5 (allocated processors): '8.5' must be a whole number"
        '1 0 5 100 8 -1 -1 8 3600 -1 7 3 1 -1 1 -1 -1 -1'         || "field 11 (status): '7' must be at most 5"
        '1 0 5 100 8 -1 -1 999999999 3600 -1 1 3 1 -1 1 -1 -1 -1' || "field 8 (requested processors): '999999999' must be at most 100000000"
        '1 0 5 99999999999 8 -1 -1 9 3600 -1 1 3 1 -1 1 -1 -1 -1' || "field 4 (run time): '99999999999' must be at most a hundred years in seconds"
    }

    private static SwfTrace read(String text) {
        SwfTrace.read(new StringReader(text), 'log.swf')
    }
}
