package io.balsam.engine.store.jdbc

import java.nio.file.Path
import spock.lang.TempDir

class H2TransferStoreSpec extends TransferStoreContractSpec {

    @TempDir
    Path dir

    @Override
    String url() { "jdbc:h2:file:$dir/balsam" }
}
