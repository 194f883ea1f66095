package io.balsam.engine.store.jdbc

import spock.lang.Requires

@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class PostgresTransferStoreSpec extends TransferStoreContractSpec {

    String database

    @Override
    String url() { database = database ?: PostgresServer.freshUrl() }
}
