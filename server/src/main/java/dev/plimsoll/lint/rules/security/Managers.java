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
      "atd",
      "avahi-daemon",
      "bluetoothd",
      "buildkitd",
      "charon",
      "circusd",
      "clamd",
      "containerd",
      "cron",
      "crond",
      "cupsd",
      "dbus-daemon",
      "dhcpd",
      "dnsmasq",
      "dockerd",
      "dovecot",
      "dropbear",
      "exim",
      "exim4",
      "fail2ban-server",
      "fcron",
      "freeradius",
      "freshclam",
      "haproxy",
      "httpd",
      "httpd-foreground",
      "in.tftpd",
      "inetd",
      "init",
      "ipsec",
      "iptables",
      "keepalived",
      "kubelet",
      "monit",
      "mosquitto",
      "my_init",
      "named",
      "nfsd",
      "nginx",
      "nmbd",
      "ntpd",
      "openresty",
      "openvpn",
      "php-fpm",
      "postfix",
      "pptpd",
      "proftpd",
      "rpc.nfsd",
      "rpcbind",
      "rsyslogd",
      "runit",
      "runsv",
      "runsvdir",
      "s6-overlay-suexec",
      "s6-svscan",
      "service",
      "slapd",
      "smbd",
      "snort",
      "squid",
      "sshd",
      "supervisord",
      "suricata",
      "syslog-ng",
      "systemctl",
      "systemd",
      "tailscaled",
      "tcpdump",
      "tftpd",
      "udhcpd",
      "unbound",
      "vsftpd",
      "wg",
      "wg-quick",
      "xinetd",
      "xl2tpd",
      "zerotier-one");

  private Managers() {}

  static boolean include(@Nullable String program) {
    return program != null
        && (NAMES.contains(program)
            || program.startsWith("php-fpm")
            || program.startsWith("sshd.")); // Alpine's with PAM or Kerberos
  }
}
