package dev.aistreaming.spring.bridge.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.Tool;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemasTests {

    private final Schemas schemas = new Schemas(new Refusal("theirs"));

    private JsonObjectSchema parameters(String schema) {
        return schemas.tool(new Tool("t", null, schema.replace('\'', '"'))).parameters();
    }

    private static JsonNode written(Object schema) {
        return JsonMapper.shared().valueToTree(schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string'}",
                "{'type':'string','description':'A name'}",
                "{'type':'string','enum':['a','b'],'description':'Which'}",
                "{'type':'string','minLength':1,'pattern':'^a'}",
                "{'type':'string','enum':['a',null]}",
                "{'type':['string','null']}",
                "{'type':'integer','minimum':3}",
                "{'type':'number'}",
                "{'type':'boolean','default':true}",
                "{'type':'array','items':{'type':'integer'}}",
                "{'type':'array','items':{'type':'integer','multipleOf':2},'maxItems':3}",
                "{'type':'object','properties':{'a':{'type':'null'}},'required':['a']}",
                "{'type':'object','additionalProperties':{'type':'string'}}",
                "{'anyOf':[{'type':'string'},{'type':'integer','maximum':9}]}",
                "{'oneOf':[{'const':1},{'const':2}]}",
                "{'$ref':'#/$defs/node'}",
                "{'$ref':'#/$defs/node','description':'The first'}",
                "{}"
            })
    void losesNothingOfAProperty(String property) {
        String schema = "{'type':'object','properties':{'p':" + property + "},'required':['p'],"
                + "'$defs':{'node':{'type':'object','properties':{'next':{'$ref':'#/$defs/node'}},'required':[]}}}";

        assertThat(written(JsonSchemaElementUtils.toMap(parameters(schema))))
                .isEqualTo(JsonMapper.shared().readTree(schema.replace('\'', '"')));
    }

    @Test
    void saysInTheirTypesWhatTheseCanSay() {
        JsonObjectSchema schema = parameters(
                "{'$schema':'x','title':'T','description':'D','type':'object','properties':{'a':{'type':'string','enum':['x']}},"
                        + "'additionalProperties':false}");

        assertThat(schema.description()).isEqualTo("D");
        assertThat(schema.additionalProperties()).isFalse();
        assertThat(schema.properties().get("a")).isInstanceOf(JsonEnumSchema.class);
    }

    @Test
    void refusesWhatTheRootOfParametersCannotSay() {
        assertThatThrownBy(() -> parameters("{'type':'object','oneOf':[{}]}"))
                .hasMessageContaining("the tool 't'")
                .hasMessageContaining("oneOf");
        assertThatThrownBy(() -> parameters("{'type':'object','additionalProperties':{'type':'string'}}"))
                .hasMessageContaining("additionalProperties");
    }

    @Test
    void theSchemaOfAnAnswerGoesAsItIsWhereTheirTypesCannotSayIt() {
        String schema = "{\"type\":\"object\",\"oneOf\":[{}]}";

        assertThat(schemas.output(schema)).isEqualTo(JsonRawSchema.from(schema));
    }
}
