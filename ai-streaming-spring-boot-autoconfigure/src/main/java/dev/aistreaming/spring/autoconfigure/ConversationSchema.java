package dev.aistreaming.spring.autoconfigure;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;

/** Creates missing tables for conversations, if the settings allow it. */
final class ConversationSchema extends DataSourceScriptDatabaseInitializer {

    private static final String LOCATION = "classpath:dev/aistreaming/spring/jdbc/schema-@@platform@@.sql";

    ConversationSchema(DataSource dataSource, ConversationProperties.InitializeSchema when) {
        super(dataSource, settings(dataSource, when));
    }

    private static DatabaseInitializationSettings settings(
            DataSource dataSource, ConversationProperties.InitializeSchema when) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        DatabaseInitializationMode mode = switch (when) {
            case EMBEDDED -> DatabaseInitializationMode.EMBEDDED;
            case ALWAYS -> DatabaseInitializationMode.ALWAYS;
            case NEVER -> DatabaseInitializationMode.NEVER;
        };
        settings.setMode(mode);
        if (mode != DatabaseInitializationMode.NEVER) {
            settings.setSchemaLocations(
                    new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, LOCATION));
        }
        return settings;
    }
}
