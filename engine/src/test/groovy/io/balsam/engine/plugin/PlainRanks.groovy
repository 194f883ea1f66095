package io.balsam.engine.plugin

import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner

/** Starts all ranks on this host; what the first one prints is seen. RANKS says how many they are. */
class PlainRanks implements MpiRunner {

    private static final String START =
        'n=$RANKS; while [ $((n -= 1)) -gt 0 ]; do "$@" >/dev/null 2>&1 & done; "$@"; code=$?; wait; exit $code'

    @Override
    List<String> commandLine(Launch launch) {
        ['env', "RANKS=${launch.ranks()}" as String, 'sh', '-c', START, 'ranks'] + launch.command()
    }
}
