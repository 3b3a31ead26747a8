package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.http.AddressFilter;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.ProxyCredentials;
import dev.aistreaming.spring.provider.HttpProxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** Creates the connection settings of a provider from properties, and reports what is wrong with them. */
final class HttpSettingsMapper {

    private static final int MAX_PORT = 65535;

    private final AiStreamingProperties common;
    private final ConnectionDefaults defaults;
    private final @Nullable AddressFilter addresses;
    private final BundleContexts bundles;

    /**
     * @param defaults the settings that apply if the properties have none
     * @param addresses decides which addresses may be connected to; {@code null} for all
     */
    HttpSettingsMapper(
            AiStreamingProperties common,
            ConnectionDefaults defaults,
            @Nullable AddressFilter addresses,
            BundleContexts bundles) {
        this.common = common;
        this.defaults = defaults;
        this.addresses = addresses;
        this.bundles = bundles;
    }

    /** @param own the certificates and keys that come with the connection; {@code null} if there are none */
    HttpSettings map(String name, ProviderProperties provider, URI baseUrl, @Nullable SslBundle own) {
        HttpSettings settings = HttpSettings.DEFAULTS
                .withConnectTimeout(connectTimeout(provider))
                .withHttp2(common.http2().enabled())
                .withMaxConnections(maxConnections())
                .withProxy(proxy(name, provider.proxy()))
                .withProxyCredentials(credentials(name, provider.proxy()))
                .withAddressFilter(addresses);
        String bundle = provider.ssl().bundle();
        boolean https = "https".equalsIgnoreCase(baseUrl.getScheme());
        if (own != null && https) {
            return bundles.apply(own, settings);
        }
        if (bundle == null || bundle.isBlank()) {
            return https ? withDefaultBundle(settings) : settings;
        }
        String key = ProviderSettingsMapper.key(name, "ssl.bundle");
        if (!https) {
            throw new InvalidSettingException(
                    key + " is '" + bundle + "', but " + baseUrl + " is reached without TLS.",
                    "Set " + ProviderSettingsMapper.key(name, "base-url") + " to an address with https, or leave out "
                            + key + ".");
        }
        return bundles.apply(bundle, key, settings);
    }

    private Duration connectTimeout(ProviderProperties provider) {
        Duration own = provider.timeouts().connect();
        Duration ours = own == null ? common.timeouts().connect() : own;
        Duration theirs = ours == null ? defaults.connectTimeout() : ours;
        return theirs == null ? HttpSettings.DEFAULTS.connectTimeout() : theirs;
    }

    private HttpSettings withDefaultBundle(HttpSettings settings) {
        if (defaults.bundleName() != null) {
            return bundles.apply(defaults.bundleName(), "spring.http.clients.ssl.bundle", settings);
        }
        return defaults.bundle() == null ? settings : bundles.apply(defaults.bundle(), settings);
    }

    private @Nullable Integer maxConnections() {
        Integer max = common.http().maxConnectionsPerProvider();
        Settings.requirePositive("ai.streaming.http.max-connections-per-provider", max);
        return max;
    }

    /** Returns the credentials of the proxy. Those of the common proxy are never sent to another one. */
    private @Nullable ProxyCredentials credentials(String name, ProviderProperties.Proxy own) {
        if (own.host() != null || own.username() != null || own.password() != null) {
            return credentials(ProviderSettingsMapper.key(name, "proxy"), own.username(), own.password());
        }
        return credentials(
                "ai.streaming.proxy", common.proxy().username(), common.proxy().password());
    }

    private static @Nullable ProxyCredentials credentials(
            String prefix, @Nullable String username, @Nullable String password) {
        if (username == null && password == null) {
            return null;
        }
        if (username == null || password == null) {
            String there = prefix + (username == null ? ".password" : ".username");
            String missing = prefix + (username == null ? ".username" : ".password");
            throw new InvalidSettingException(
                    there + " is set, and " + missing + " is not.", "Set both, or leave out both.");
        }
        if (username.contains(":")) {
            throw new InvalidSettingException(
                    prefix + ".username holds a colon.",
                    "Set it to the name alone: a proxy could not tell where it ends.");
        }
        return new ProxyCredentials(username, password);
    }

    private @Nullable ProxySelector proxy(String name, ProviderProperties.Proxy own) {
        List<String> direct = own.nonProxyHosts() != null
                ? own.nonProxyHosts()
                : common.proxy().nonProxyHosts();
        if (own.host() != null || own.port() != null) {
            return proxy(ProviderSettingsMapper.key(name, "proxy"), own.host(), own.port(), direct);
        }
        return proxy("ai.streaming.proxy", common.proxy().host(), common.proxy().port(), direct);
    }

    private static @Nullable ProxySelector proxy(
            String prefix, @Nullable String host, @Nullable Integer port, List<String> direct) {
        if (host == null || host.isBlank()) {
            if (port != null) {
                throw new InvalidSettingException(
                        prefix + ".port is set, and " + prefix + ".host is not.",
                        "Set " + prefix + ".host to the name of the proxy, or leave out " + prefix + ".port.");
            }
            return null;
        }
        if (host.contains("/") || host.contains("@")) {
            throw new InvalidSettingException(
                    prefix + ".host is not the name of a host.", // the value is not shown, because it may contain a
                    // password
                    "Set it to a name or an address alone, such as proxy.example.com.");
        }
        if (port == null || port < 1 || port > MAX_PORT) {
            throw new InvalidSettingException(
                    prefix + ".port is " + (port == null ? "not set" : port) + ".",
                    "Set it to the port of the proxy '" + host + "', such as 3128.");
        }
        return new HttpProxy(host, port, direct);
    }
}
