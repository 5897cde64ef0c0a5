package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * Programs that begin as root to do what only root may: to start services, each as its own user, to listen on a low port, or
 * to change the network.
 */
final class Managers {

  private static final ImmutableSet<String> NAMES = ImmutableSet.of(
      "apache2",
      "apache2-foreground",
      "apache2ctl",
      "apachectl",
      "circusd",
      "cron",
      "crond",
      "dnsmasq",
      "dockerd",
      "dovecot",
      "exim",
      "exim4",
      "freeradius",
      "haproxy",
      "httpd",
      "httpd-foreground",
      "inetd",
      "init",
      "keepalived",
      "monit",
      "my_init",
      "named",
      "nginx",
      "nmbd",
      "ntpd",
      "openresty",
      "openvpn",
      "php-fpm",
      "postfix",
      "proftpd",
      "rsyslogd",
      "runit",
      "runsvdir",
      "s6-svscan",
      "service",
      "slapd",
      "smbd",
      "squid",
      "sshd",
      "supervisord",
      "systemctl",
      "systemd",
      "unbound",
      "vsftpd",
      "xinetd");

  private Managers() {}

  static boolean include(@Nullable String program) {
    return program != null && (NAMES.contains(program) || program.startsWith("php-fpm"));
  }
}
