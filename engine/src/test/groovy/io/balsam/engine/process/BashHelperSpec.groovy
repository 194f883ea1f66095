package io.balsam.engine.process

/** Helpers where the environment has what dash would drop. */
class BashHelperSpec extends SpawnerContractSpec {

  @Override
  Spawner newSpawner() {
    new ShellSpawner(Shells.find(['PATH', 'BASH_FUNC_module%%'] as Set))
  }

  def "bash is the helper exactly where a variable has a name that dash drops: #names"() {
    expect:
    Shells.find(names as Set).helper().last().endsWith('-p') == bash

    where:
    names                          || bash
    ['PATH', 'A_1']                || false
    ['PATH', 'BASH_FUNC_module%%'] || true
    ['a.b']                        || true
  }
}
