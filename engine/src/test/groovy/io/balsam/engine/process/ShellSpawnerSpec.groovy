package io.balsam.engine.process

class ShellSpawnerSpec extends SpawnerContractSpec {

  @Override
  Spawner newSpawner() { new ShellSpawner() }
}
