package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.text.Regex;

/** Base images that are known by their names to start as root for a reason. */
final class ImagesOfRoot {

  /** For development containers, functions and steps of builds: those set the user, or can use no other. */
  private static final ImmutableList<String> SET_ELSEWHERE = ImmutableList.of(
      "docker.io/balenalib/",
      "docker.io/gitpod/",
      "docker.io/lambci/",
      "docker.io/plugins/",
      "gcr.io/cloud-builders/",
      "gcr.io/kaniko-project/",
      "mcr.microsoft.com/azure-functions/");

  /** With an init that changes to a user whom variables name, or starts services of which each has its own. */
  private static final ImmutableList<String> WITH_INIT = ImmutableList.of(
      "docker.io/binhex/",
      "docker.io/jlesage/baseimage",
      "docker.io/osixia/",
      "docker.io/phusion/",
      "docker.io/tiangolo/uwsgi-nginx",
      "docker.io/webdevops/");

  /** The same of those whose ENTRYPOINT is that init, so that a CMD is what it starts, and as whom is a matter of its settings. */
  private static final ImmutableList<String> INIT_FIRST = ImmutableList.of(
      "docker.io/hassioaddons/",
      "docker.io/homeassistant/",
      "docker.io/lsiobase/",
      "ghcr.io/hassio-addons/",
      "ghcr.io/home-assistant/",
      "ghcr.io/hotio/base");

  /** The same of images of which others by the same people have none. */
  private static final Regex OF_ROCKER =
      Regex.of("docker\\.io/rocker/(rstudio|tidyverse|verse|geospatial|shiny)(-.*)?");

  /** To compute with a graphics card or a cluster. */
  private static final ImmutableSet<String> FOR_COMPUTING =
      ImmutableSet.of("nvidia/cuda", "pytorch/pytorch", "tensorflow/tensorflow");

  private static final ImmutableList<String> OF_COMPUTING =
      ImmutableList.of("intel/hpckit", "intel/oneapi", "nvcr.io/nvidia/", "rocm/");

  private ImagesOfRoot() {}

  /** Whether those set the user who run the image, or can use no other. */
  static boolean areSetElsewhere(ImageReference image) {
    return image.path().contains("devcontainers/")
        || image.path().contains("lambda")
        || image.canonicalName().equals("docker")
        || image.tagOrLatest().contains("onbuild") // its ONBUILD may set the user
        || startsWithAny(image.repository(), SET_ELSEWHERE);
  }

  /** Whether an image has an init that changes the user. */
  static boolean haveInit(ImageReference image) {
    return beginWithInit(image)
        || startsWithAny(image.repository(), WITH_INIT)
        || OF_ROCKER.matcher(image.repository()).matches();
  }

  /** Whether its ENTRYPOINT is that init. */
  static boolean beginWithInit(ImageReference image) {
    return image.path().contains("linuxserver/") // perhaps behind a mirror
        || startsWithAny(image.repository(), INIT_FIRST);
  }

  /** Whether an image is there to compute: data and results are mounted from where it runs. */
  static boolean areForComputing(ImageReference image) {
    String name = image.canonicalName();
    return FOR_COMPUTING.contains(name) || startsWithAny(name, OF_COMPUTING);
  }

  /** Whether an image starts PHP's process manager, whose workers have a user of their own. */
  static boolean arePools(ImageReference image) {
    return image.isOfficial() && image.tagOrLatest().contains("fpm");
  }

  private static boolean startsWithAny(String name, ImmutableList<String> beginnings) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
