package io.balsam.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Accounting of a private Slurm: MariaDB on a socket in its directory, and slurmdbd. */
record SlurmAccounting(SlurmFiles files, SlurmDaemons daemons, SlurmCluster cluster) {

  void start() throws IOException {
    String me = System.getProperty("user.name");
    // MariaDB refuses to serve as root.
    String user = me.equals("root") ? "mysql" : me;
    Path database = Files.createDirectories(files.folder().resolve("mariadb"));
    Files.setOwner(
        database,
        database.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    Path data = database.resolve("data");
    Path socket = database.resolve("socket");
    cluster
        .commands()
        .run(
            List.of(
                SlurmDaemons.program("mariadb-install-db"),
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--skip-test-db",
                "--auth-root-authentication-method=normal"),
            Map.of(),
            "",
            Duration.ofMinutes(1));
    daemons.start(
        "mariadbd",
        Map.of(),
        "mariadbd",
        "--no-defaults",
        "--user=" + user,
        "--datadir=" + data,
        "--socket=" + socket,
        "--skip-networking",
        "--pid-file=" + database.resolve("pid"),
        "--innodb-buffer-pool-size=64M",
        "--innodb-lock-wait-timeout=900",
        "--innodb-flush-log-at-trx-commit=0",
        "--performance-schema=0");
    cluster.await("mariadbd", () -> Files.exists(socket));
    Path conf = files.folder().resolve("etc/slurmdbd.conf");
    Files.writeString(conf, slurmdbdConf(me));
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
    // The client library reads the socket's path from there: no port and no password.
    daemons.start(
        "slurmdbd",
        Map.of("MYSQL_UNIX_PORT", socket.toString(), "SLURM_CONF", conf.toString()),
        "slurmdbd",
        "-D");
    cluster.await(
        "slurmdbd", () -> cluster.commands().run("sacctmgr", "-n", "list", "cluster").ok());
    cluster.run("sacctmgr", "-i", "-Q", "add", "cluster", "balsam");
    cluster.run("sacctmgr", "-i", "-Q", "add", "account", "balsam", "Cluster=balsam");
    cluster.commands().run("sacctmgr", "-i", "-Q", "add", "user", me, "Account=balsam");
  }

  private String slurmdbdConf(String me) {
    return """
        AuthType=auth/munge
        AuthInfo=socket=%s
        DbdHost=localhost
        DbdAddr=127.0.0.1
        DbdPort=%d
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        SlurmUser=%s
        StorageType=accounting_storage/mysql
        StorageHost=localhost
        StorageLoc=slurm
        StorageUser=root
        PidFile=%s
        LogFile=%s
        """
        .formatted(
            files.mungeSocket(),
            files.accountingPort(),
            me,
            files.folder().resolve("run/slurmdbd.pid"),
            files.folder().resolve("log/slurmdbd"));
  }
}
