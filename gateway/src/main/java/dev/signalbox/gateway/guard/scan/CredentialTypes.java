package dev.signalbox.gateway.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * The credential types that are known by a literal of their own: the one place for a new one. A
 * shape is that which the issuer publishes; where the issuer publishes the prefix alone, the length
 * is that of the tokens it gives out.
 *
 * @see TokenRule the form of a pattern
 */
final class CredentialTypes {
  private static final String[][] CLOUDS = {
    {
      "AWS_ACCESS_KEY_ID",
      "AKIA[A-Z2-7]{16}",
      "ASIA[A-Z2-7]{16}",
      "ABIA[A-Z2-7]{16}",
      "ACCA[A-Z2-7]{16}"
    },
    {"AWS_BEDROCK_KEY", "ABSK[A-Za-z0-9+/]{100,140}"},
    {"AWS_APPSYNC_KEY", "da2-[a-z0-9]{26}"},
    {"GCP_API_KEY", "AIza[A-Za-z0-9_-]{35}"},
    {"GCP_OAUTH_CLIENT_SECRET", "GOCSPX-[A-Za-z0-9_-]{28}"},
    {"GCP_OAUTH_TOKEN", "ya29.[A-Za-z0-9_-]{30,400}"},
    {"AZURE_AD_CLIENT_SECRET", "[A-Za-z0-9_~.-]{3,4}<Q~>[A-Za-z0-9_~.-]{31,34}"},
    {
      "AZURE_OPENAI_KEY",
      "[A-Za-z0-9]{50,54}<JQQJ99>[A-Za-z0-9]{20,30}",
      "[A-Za-z0-9]{40,60}<AAAAAC>[A-Za-z0-9]{4,10}"
    },
    {"AZURE_SAS_SIGNATURE", "sig=([A-Za-z0-9%+/]{40,80}"},
    {"ALIBABA_ACCESS_KEY", "LTAI[A-Za-z0-9]{16,24}"},
    {"TENCENT_SECRET_ID", "AKID[A-Za-z0-9]{32}"},
    {
      "YANDEX_TOKEN",
      "AQVN[A-Za-z0-9_-]{35,38}",
      "t1.[A-Z0-9a-z_-]{10,100}[=]{0,2}.[A-Z0-9a-z_-]{86}"
    },
    {"DIGITALOCEAN_TOKEN", "dop_v1_[a-f0-9]{64}", "doo_v1_[a-f0-9]{64}", "dor_v1_[a-f0-9]{64}"},
    {"FLY_TOKEN", "fo1_[A-Za-z0-9_-]{43}", "FlyV1 fm2_[A-Za-z0-9+/=]{100,1000}"},
    {"HEROKU_KEY", "HRKU-AA[A-Za-z0-9_-]{58}"},
    {"NETLIFY_TOKEN", "nfp_[A-Za-z0-9]{36}"},
    {
      "PLANETSCALE_TOKEN",
      "pscale_tkn_[A-Za-z0-9=._-]{32,64}",
      "pscale_pw_[A-Za-z0-9=._-]{32,64}",
      "pscale_oauth_[A-Za-z0-9=._-]{32,64}"
    },
    {"SCALINGO_TOKEN", "tk-us-[A-Za-z0-9_-]{48}"},
    {"SUPABASE_KEY", "sbp_[a-f0-9]{40}", "sb_secret_[A-Za-z0-9_-]{20,40}"},
    {"TERRAFORM_TOKEN", "[A-Za-z0-9]{14}<.atlasv1.>[A-Za-z0-9_=-]{60,70}"},
    {
      "VAULT_TOKEN",
      "hvs.[A-Za-z0-9_-]{24,300}",
      "hvb.[A-Za-z0-9_-]{24,400}",
      "hvr.[A-Za-z0-9_-]{24,300}"
    },
    {"PULUMI_TOKEN", "pul-[a-f0-9]{40}"},
    {"DATABRICKS_TOKEN", "dapi[a-f0-9]{32}-[0-9]{1}", "dapi[a-f0-9]{32}", "dkea[a-f0-9]{32}"},
    {
      "DOPPLER_TOKEN",
      "dp.pt.[A-Za-z0-9]{40,44}",
      "dp.ct.[A-Za-z0-9]{40,44}",
      "dp.sa.[A-Za-z0-9]{40,44}",
      "dp.scim.[A-Za-z0-9]{40,44}",
      "dp.audit.[A-Za-z0-9]{40,44}",
      "dp.st.[A-Za-z0-9]{40,44}",
      "dp.st.[a-z0-9_-]{2,35}.[A-Za-z0-9]{40,44}"
    },
    {"OPENSHIFT_TOKEN", "sha256~[A-Za-z0-9_-]{43}"},
    {"ONEPASSWORD_TOKEN", "ops_eyJ[A-Za-z0-9+/]{200,1000}[=]{0,3}"},
    {"AGE_SECRET_KEY", "AGE-SECRET-KEY-1[0-9A-Z]{58}"},
  };

  private static final String[][] CODE = {
    {"GITHUB_TOKEN", "ghp_[A-Za-z0-9]{36}", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"},
    {
      "GITHUB_OAUTH_TOKEN",
      "gho_[A-Za-z0-9]{36}",
      "ghu_[A-Za-z0-9]{36}",
      "ghs_[A-Za-z0-9]{36}",
      "ghr_[A-Za-z0-9]{36,76}"
    },
    {
      "GITLAB_TOKEN",
      "glpat-[A-Za-z0-9_-]{20}",
      "glpat-[A-Za-z0-9_-]{27,300}.[0-9a-z]{2}.[0-9a-z]{7}",
      "glpat-[A-Za-z0-9_-]{27,300}.[0-9a-z]{9}"
    },
    {
      "GITLAB_OTHER_TOKEN",
      "glptt-[A-Za-z0-9_-]{20,40}",
      "glcbt-[A-Za-z0-9_-]{20,30}",
      "gldt-[A-Za-z0-9_-]{20}",
      "glrt-[A-Za-z0-9_-]{20}",
      "glft-[A-Za-z0-9_-]{20}",
      "glsoat-[A-Za-z0-9_-]{20}",
      "glimt-[A-Za-z0-9_-]{25}",
      "glagent-[A-Za-z0-9_-]{50}",
      "glffct-[A-Za-z0-9_-]{20}",
      "gloas-[A-Za-z0-9_-]{64}",
      "GR1348941[A-Za-z0-9_-]{20}"
    },
    {"BITBUCKET_TOKEN", "ATBB[A-Za-z0-9]{32}"},
    {"ATLASSIAN_TOKEN", "ATATT3[A-Za-z0-9_=-]{100,220}", "ATCTT3[A-Za-z0-9_=-]{100,220}"},
    // a UUID in base 58, and 40 hexadecimal digits:
    // https://circleci.com/changelog/new-format-for-api-access-tokens, read 2026-11
    {
      "CIRCLECI_TOKEN",
      "CCIPAT_[A-Za-z0-9]{21,22}_[a-f0-9]{40}",
      "CCIPRJ_[A-Za-z0-9]{21,22}_[a-f0-9]{40}"
    },
    {"NPM_TOKEN", "npm_[A-Za-z0-9]{36}"},
    {"PYPI_TOKEN", "pypi-AgE[A-Za-z0-9_-]{50,400}"},
    {"NUGET_KEY", "oy2[a-z0-9]{43}"},
    {"RUBYGEMS_KEY", "rubygems_[a-f0-9]{48}"},
    {"CRATES_TOKEN", "cio[A-Za-z0-9]{32}"},
    {"CLOJARS_TOKEN", "CLOJARS_[a-z0-9]{60}"},
    {"DOCKER_TOKEN", "dckr_pat_[A-Za-z0-9_-]{27}", "dckr_oat_[A-Za-z0-9_-]{32}"},
    {"ARTIFACTORY_KEY", "AKCp[A-Za-z0-9]{69}", "AFNx[A-Za-z0-9]{69}"},
    {"POSTMAN_KEY", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}", "PMAK-[A-Za-z0-9]{24}-[A-Za-z0-9]{34}"},
    {"LINEAR_KEY", "lin_api_[A-Za-z0-9]{40}", "lin_oauth_[A-Za-z0-9]{64}"},
    {"NOTION_TOKEN", "ntn_[0-9]{11}[A-Za-z0-9]{35}", "secret_[A-Za-z0-9]{43}"},
    {"FIGMA_TOKEN", "figd_[A-Za-z0-9_-]{40,48}"},
    {"SENTRY_TOKEN", "sntrys_[A-Za-z0-9+/=_]{60,400}", "sntryu_[a-f0-9]{64}"},
    {"SONAR_TOKEN", "squ_[a-f0-9]{40}", "sqp_[a-f0-9]{40}", "sqa_[a-f0-9]{40}"},
    {
      "SOURCEGRAPH_TOKEN",
      "sgp_[A-Za-z0-9]{40}",
      "sgp_[a-f0-9]{16}_[a-f0-9]{40}",
      "sgp_[A-Za-z0-9]{64}"
    },
    {"STACKHAWK_KEY", "hawk.[A-Za-z0-9_-]{20}.[A-Za-z0-9_-]{20}"},
    {"DEPENDENCY_TRACK_KEY", "odt_[A-Za-z0-9]{32,48}", "odt_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}"},
    {"README_KEY", "rdme_[a-z0-9]{70}"},
    {"PREFECT_KEY", "pnu_[A-Za-z0-9]{36}"},
    {"CONTENTFUL_TOKEN", "CFPAT-[A-Za-z0-9_-]{43}"},
    {"AIRTABLE_TOKEN", "pat[A-Za-z0-9]{14}.[a-f0-9]{64}"},
    {"TRUENAS_KEY", "[0-9]{1,3}<->[A-Za-z0-9]{64}"},
  };

  private static final String[][] MODELS = {
    {
      "OPENAI_KEY",
      "sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}",
      "sk-[A-Za-z0-9]{48}",
      "sk-proj-[A-Za-z0-9_-]{40,250}",
      "sk-svcacct-[A-Za-z0-9_-]{40,250}",
      "sk-admin-[A-Za-z0-9_-]{40,250}",
      "sk-service-[A-Za-z0-9_-]{40,250}"
    },
    {"ANTHROPIC_KEY", "sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{90,100}"},
    {"ANTHROPIC_ADMIN_KEY", "sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{90,100}"},
    {
      "ANTHROPIC_OAUTH_TOKEN",
      "sk-ant-oat[0-9]{2}-[A-Za-z0-9_-]{90,110}",
      "sk-ant-ort[0-9]{2}-[A-Za-z0-9_-]{90,110}"
    },
    {"OPENROUTER_KEY", "sk-or-v1-[a-f0-9]{64}"},
    {"DEEPSEEK_KEY", "sk-[a-f0-9]{32}"},
    {"GROQ_KEY", "gsk_[A-Za-z0-9]{52}"},
    {"XAI_KEY", "xai-[A-Za-z0-9]{80}"},
    {"PERPLEXITY_KEY", "pplx-[A-Za-z0-9]{48}"},
    {"REPLICATE_TOKEN", "r8_[A-Za-z0-9]{37}"},
    {"HUGGINGFACE_TOKEN", "hf_[A-Za-z0-9]{34}", "api_org_[A-Za-z0-9]{34}"},
    {"NVIDIA_KEY", "nvapi-[A-Za-z0-9_-]{60,70}"},
    {"FIREWORKS_KEY", "fw_[A-Za-z0-9]{22,24}"},
    {"TOGETHER_KEY", "tgp_v1_[A-Za-z0-9_-]{43}"},
    {"CEREBRAS_KEY", "csk-[a-z0-9]{48}"},
    {"VOYAGE_KEY", "pa-[A-Za-z0-9_-]{43}"},
    {"ELEVENLABS_KEY", "sk_[a-f0-9]{48}"},
    {"LANGSMITH_KEY", "lsv2_pt_[a-f0-9]{32}_[a-f0-9]{10}", "lsv2_sk_[a-f0-9]{32}_[a-f0-9]{10}"},
    {"LANGFUSE_KEY", "sk-lf-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"},
    {"PINECONE_KEY", "pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}"},
    {"TAVILY_KEY", "tvly-[A-Za-z0-9-]{32,50}"},
    {"FIRECRAWL_KEY", "fc-[a-f0-9]{32}"},
    {"JINA_KEY", "jina_[A-Za-z0-9_-]{60}"},
    {"SIGNALBOX_KEY", "gw-[A-Za-z0-9_-]{43}", "gw-[A-Za-z0-9_-]{49}"},
  };

  private static final String[][] SERVICES = {
    {
      "SLACK_BOT_TOKEN",
      "xoxb-[0-9]{8,14}-[0-9]{8,14}-[A-Za-z0-9]{16,40}",
      "xoxb-[0-9]{8,14}-[A-Za-z0-9]{18,40}"
    },
    {
      "SLACK_USER_TOKEN",
      "xoxp-[0-9]{8,14}-[0-9]{8,14}-[0-9]{8,14}-[A-Za-z0-9]{28,40}",
      "xoxp-[0-9]{8,14}-[0-9]{8,14}-[A-Za-z0-9]{28,40}",
      "xoxa-[0-9A-Za-z-]{20,90}",
      "xoxr-[0-9A-Za-z-]{20,90}",
      "xoxs-[0-9A-Za-z-]{20,90}",
      "xoxe-[0-9A-Za-z-]{20,180}",
      "xoxe.xox[bp]{1}-[0-9A-Za-z-]{20,180}"
    },
    {
      "SLACK_APP_TOKEN",
      "xapp-[0-9]{1}-[A-Z0-9]{8,14}-[0-9]{10,15}-[a-f0-9]{60,70}",
      "xapp-[0-9]{10,14}-[A-Za-z0-9/]{24}"
    },
    {
      "SLACK_WEBHOOK",
      "https://hooks.slack.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}",
      "https://hooks.slack.com/workflows/T[A-Z0-9]{8,12}/A[A-Z0-9]{8,12}/[0-9]{17,19}/[A-Za-z0-9]{24}"
    },
    {
      "STRIPE_KEY",
      "sk_live_[A-Za-z0-9]{16,250}",
      "sk_test_[A-Za-z0-9]{16,250}",
      "rk_live_[A-Za-z0-9]{16,250}",
      "rk_test_[A-Za-z0-9]{16,250}"
    },
    {"STRIPE_WEBHOOK_SECRET", "whsec_[A-Za-z0-9+/=]{24,72}"},
    {
      "SQUARE_TOKEN",
      "sq0atp-[A-Za-z0-9_-]{22}",
      "sq0csp-[A-Za-z0-9_-]{43}",
      "EAAAE[A-Za-z0-9_-]{59}"
    },
    {
      "SHOPIFY_TOKEN",
      "shpat_[a-f0-9]{32}",
      "shpss_[a-f0-9]{32}",
      "shpca_[a-f0-9]{32}",
      "shppa_[a-f0-9]{32}"
    },
    {"SHIPPO_TOKEN", "shippo_live_[a-f0-9]{40}", "shippo_test_[a-f0-9]{40}"},
    {"SENDGRID_KEY", "SG.[A-Za-z0-9_-]{20,24}.[A-Za-z0-9_-]{39,50}"},
    {"BREVO_KEY", "xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"},
    {"TWILIO_KEY", "SK[a-f0-9]{32}"},
    {"MAILGUN_KEY", "key-[a-f0-9]{32}"},
    {"TELEGRAM_BOT_TOKEN", "[0-9]{8,10}<:AA>[A-Za-z0-9_-]{32,34}"},
    {"DISCORD_BOT_TOKEN", "[MNO]{1}[A-Za-z0-9_-]{22,28}<.>[A-Za-z0-9_-]{6}.[A-Za-z0-9_-]{27,40}"},
    {
      "DISCORD_WEBHOOK",
      "discord.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
      "discordapp.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}"
    },
    {
      "GRAFANA_TOKEN",
      "glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}",
      "glc_eyJ[A-Za-z0-9+/=_-]{40,400}",
      "eyJrIjoi[A-Za-z0-9+/=_-]{60,200}"
    },
    {
      "NEWRELIC_KEY",
      "NRAK-[A-Z0-9]{27}",
      "NRII-[A-Za-z0-9_-]{32}",
      "NRIQ-[A-Za-z0-9_-]{32}",
      "NRRA-[a-f0-9]{42}",
      "NRJS-[a-f0-9]{19}"
    },
    {
      "DYNATRACE_TOKEN",
      "dt0c01.[A-Z0-9]{24}.[A-Z0-9]{64}",
      "dt0[a-z]{1}[0-9]{2}.[A-Z0-9]{8,24}.[A-Z0-9]{64}"
    },
    {"ADAFRUIT_KEY", "aio_[A-Za-z0-9]{28}"},
    {"ADOBE_CLIENT_SECRET", "p8e-[A-Za-z0-9-]{32}"},
    {"DROPBOX_TOKEN", "sl.[A-Za-z0-9_-]{130,1200}", "sl.u.[A-Za-z0-9_-]{130,1200}"},
    {"DUFFEL_TOKEN", "duffel_live_[A-Za-z0-9_=-]{43}", "duffel_test_[A-Za-z0-9_=-]{43}"},
    {"EASYPOST_KEY", "EZAK[A-Za-z0-9]{54}", "EZTK[A-Za-z0-9]{54}"},
    {"FACEBOOK_TOKEN", "EAACEdEose0cBA[A-Za-z0-9]{20,400}", "EAA[A-Za-z0-9]{100,400}"},
    {"FLUTTERWAVE_KEY", "FLWSECK_TEST-[a-h0-9]{12}", "FLWSECK-[a-z0-9]{32}-X"},
    {"FRAMEIO_TOKEN", "fio-u-[A-Za-z0-9_=-]{64}"},
    {
      "HUBSPOT_TOKEN",
      "pat-na1-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}",
      "pat-eu1-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
    },
    {
      "MAPBOX_TOKEN",
      "sk.eyJ[A-Za-z0-9_-]{40,200}.[A-Za-z0-9_-]{20,30}",
      "sk.[A-Za-z0-9_-]{70,90}.[A-Za-z0-9_-]{22}",
      "tk.[A-Za-z0-9_-]{70,90}.[A-Za-z0-9_-]{22}"
    },
    {"OCTOPUS_KEY", "API-[A-Z0-9]{26}"},
    {"TWITCH_STREAM_KEY", "live_[0-9]{8,11}_[A-Za-z0-9]{30}"},
    {"TYPEFORM_TOKEN", "tfp_[A-Za-z0-9_.=-]{59}"},
    {"SALESFORCE_TOKEN", "00[A-Za-z0-9]{13}![A-Za-z0-9._]{80,120}"},
    {
      "FIGMA_LEGACY_TOKEN",
      "X-Figma-Token: ([0-9]{4,6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    },
    {"VAULT_UNSEAL_KEY", "Unseal Key [0-9]{1}: [A-Za-z0-9+/]{43,44}[=]{0,1}"},
    {"THINGSBOARD_TOKEN", "thingsboard.cloud/api/v1/([a-z0-9]{20}"},
    {
      "PASSWORD_HASH",
      "$2a$[0-9]{2}$[A-Za-z0-9./]{53}",
      "$2b$[0-9]{2}$[A-Za-z0-9./]{53}",
      "$2y$[0-9]{2}$[A-Za-z0-9./]{53}",
      "$1$[A-Za-z0-9./]{1,8}$[A-Za-z0-9./]{22}",
      "$5$rounds=[0-9]{3,9}$[A-Za-z0-9./]{8,16}$[A-Za-z0-9./]{43}",
      "$6$rounds=[0-9]{3,9}$[A-Za-z0-9./]{8,16}$[A-Za-z0-9./]{86}",
      "$5$[A-Za-z0-9./]{8,16}$[A-Za-z0-9./]{43}",
      "$6$[A-Za-z0-9./]{8,16}$[A-Za-z0-9./]{86}",
      "$8$[A-Za-z0-9./]{14}$[A-Za-z0-9./]{43}",
      "$argon2id$v=[0-9]{2}$m=[0-9,tp=]{8,30}$[A-Za-z0-9+/]{11,64}$[A-Za-z0-9+/]{20,90}"
    },
  };

  private CredentialTypes() {}

  /** One shape of one type. */
  record TypeShape(String type, String pattern) {}

  /** All shapes of all types. */
  static List<TypeShape> shapes() {
    List<TypeShape> shapes = new ArrayList<>();
    for (String[][] group : List.of(CLOUDS, CODE, MODELS, SERVICES)) {
      for (String[] type : group) {
        for (int i = 1; i < type.length; i++) {
          shapes.add(new TypeShape(type[0], type[i]));
        }
      }
    }
    return shapes;
  }

  /** The rules for all of them. */
  static List<Rule> rules() {
    return shapes().stream()
        .<Rule>map(shape -> TokenRule.of(shape.type(), shape.pattern()))
        .toList();
  }
}
