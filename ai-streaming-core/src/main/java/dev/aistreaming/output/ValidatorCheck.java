package dev.aistreaming.output;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates with networknt's validator. The only class that depends on it. */
final class ValidatorCheck implements SchemaCheck {

    private final Schema schema;

    ValidatorCheck(JsonNode schema) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    @Override
    public @Nullable String fault(JsonNode document) {
        List<Error> errors = schema.validate(document);
        if (!errors.isEmpty() && removesNulls(document, errors)) {
            errors = schema.validate(document);
        }
        if (errors.isEmpty()) {
            return null;
        }
        Error first = errors.get(0);
        return first.getInstanceLocation() + ": " + first.getMessage();
    }

    private static boolean removesNulls(JsonNode document, List<Error> errors) {
        boolean removed = false;
        for (Error error : errors) {
            NodePath path = error.getInstanceLocation();
            int last = path.getNameCount() - 1;
            JsonNode parent = document;
            for (int i = 0; i < last; i++) {
                parent = child(parent, path.getElement(i));
            }
            if (last >= 0
                    && parent instanceof ObjectNode object
                    && child(object, path.getElement(last)).isNull()) {
                object.remove(String.valueOf(path.getElement(last)));
                removed = true;
            }
        }
        return removed;
    }

    private static JsonNode child(JsonNode parent, Object element) {
        return element instanceof Integer index ? parent.path(index) : parent.path(String.valueOf(element));
    }
}
