{{- define "signalbox.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "signalbox.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "signalbox.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "signalbox.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "signalbox.selector" -}}
app.kubernetes.io/name: {{ include "signalbox.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "signalbox.labels" -}}
{{ include "signalbox.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "signalbox.secret" -}}
{{- default (include "signalbox.fullname" .) .Values.secret.existing -}}
{{- end -}}

{{- define "signalbox.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "signalbox.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "signalbox.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- with .host }}
  httpHeaders:
    - name: Host
      value: {{ . | quote }}
  {{- end }}
{{- end -}}

{{- /* Two gateways on one file of SQLite would be two that do not know each other. */ -}}
{{- define "signalbox.check" -}}
{{- if and (not .Values.database.postgresql) (or .Values.autoscaling.enabled (gt (int .Values.replicas) 1)) -}}
{{- fail "more than one replica needs PostgreSQL: put DATABASE_URL and SIGNALBOX_KEY among the secrets and set database.postgresql" -}}
{{- end -}}
{{- end -}}
