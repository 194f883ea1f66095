package io.balsam.engine.store

import spock.lang.TempDir

import java.nio.file.Path

class H2SiteStoreSpec extends SiteStoreContractSpec {

    @TempDir
    Path dir

    @Override
    String url() { "jdbc:h2:file:$dir/balsam" }
}
