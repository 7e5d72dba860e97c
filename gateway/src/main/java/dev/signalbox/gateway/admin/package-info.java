/**
 * All control paths, the paths for whoever runs the gateway: this package puts together the
 * subjects of the packages below it, which use {@code frame} and no subject but {@code access}. A
 * new path is a {@code Route} in the class of its subject and the shape of its answer in {@code
 * shapes.json}.
 */
@NullMarked
package dev.signalbox.gateway.admin;

import org.jspecify.annotations.NullMarked;
